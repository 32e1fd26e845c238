//! Holds the help texts.

use runwright_model::Text;
use runwright_model::text::t;

/// What help is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    All,
    Render,
    Capacity,
    Check,
}

impl Topic {
    pub fn name(self) -> &'static str {
        match self {
            Topic::All => "",
            Topic::Render => "render",
            Topic::Capacity => "capacity",
            Topic::Check => "check",
        }
    }
}

pub fn text(topic: Topic) -> Text {
    match topic {
        Topic::All => ALL,
        Topic::Render => RENDER,
        Topic::Capacity => CAPACITY,
        Topic::Check => CHECK,
    }
}

const ALL: Text = t(
    "\
runwright: files that work for GitLab Runner on Kubernetes

usage: runwright COMMAND [OPTIONS]

commands:
  render PLAN.json --out DIR   write the files of a plan
  capacity QUERY.json          how many jobs run at once, with the sums
  check FILE...                judge plans, values.yaml and config.toml

options:
  --json          answer in JSON
  --lang en|zh    language of the answers; en if left out
  -h, --help      this help, or that of a command
  -V, --version   the version

A file named - is stdin. Answers go to stdout, warnings to stderr.
Exit code: 0 fine, 1 errors in the input, 2 the command cannot be carried out.
",
    "\
runwright：为 Kubernetes 上的 GitLab Runner 生成可用的文件

用法：runwright 命令 [选项]

命令：
  render PLAN.json --out DIR   写出方案的全部文件
  capacity QUERY.json          能同时运行多少作业，并列出算式
  check FILE...                检查方案、values.yaml 与 config.toml

选项：
  --json          以 JSON 输出
  --lang en|zh    输出语言，默认 en
  -h, --help      显示本帮助或某个命令的帮助
  -V, --version   显示版本

文件名 - 表示标准输入。结果写到标准输出，警告写到标准错误。
退出码：0 正常，1 输入有错误，2 命令无法执行。
",
);

const RENDER: Text = t(
    "\
usage: runwright render PLAN.json --out DIR [--json] [--lang en|zh]
       runwright render --preset NAME --out DIR [--json] [--lang en|zh]

Writes the files of a plan below DIR and names them, one a line. Other files in DIR
stay as they are. Scripts are executable. --lang is also that of comments in the files.

PLAN.json is one of
  {\"format\": 1, \"settings\": {\"dns.ndots\": \"2\"}}
  {\"preset\": \"guide-internal\", \"settings\": {…}}
  {\"dns.ndots\": \"2\"}

options:
  -o, --out DIR   where to write; created if it is not there
  --preset NAME   a preset in place of a plan file
  --json          {\"name\", \"files\": [{\"path\", \"bytes\"}], \"warnings\", \"findings\"}

Exit code: 0 fine, 1 the plan has errors (its files are written all the same),
2 the plan cannot be read or the files cannot be written.
",
    "\
用法：runwright render PLAN.json --out DIR [--json] [--lang en|zh]
      runwright render --preset NAME --out DIR [--json] [--lang en|zh]

把方案的文件写到 DIR 下，并逐行列出。DIR 中的其他文件不受影响。
脚本带可执行权限。--lang 也决定文件中注释的语言。

PLAN.json 可以是
  {\"format\": 1, \"settings\": {\"dns.ndots\": \"2\"}}
  {\"preset\": \"guide-internal\", \"settings\": {…}}
  {\"dns.ndots\": \"2\"}

选项：
  -o, --out DIR   输出目录，不存在时会创建
  --preset NAME   用预设代替方案文件
  --json          {\"name\", \"files\": [{\"path\", \"bytes\"}], \"warnings\", \"findings\"}

退出码：0 正常，1 方案有错误（文件仍会写出），2 无法读取方案或无法写入文件。
",
);

const CAPACITY: Text = t(
    "\
usage: runwright capacity QUERY.json [--nodes FILE] [--json] [--lang en|zh]

Answers how many jobs run at once, what binds, and how the number comes about.
Cpu is in millicores, memory and disk in bytes.

QUERY.json is either the whole question
  {\"platform\": \"kubeadm\", \"kubernetes_minor\": 34, \"poll_timeout_s\": 180,
   \"pools\": [{\"name\": \"ci\", \"count\": 2, \"cpu_m\": 16000, \"memory\": 68719476736}],
   \"job\": {\"containers\": [{\"name\": \"build\", \"request\": {\"cpu_m\": 1500, \"memory\": 2147483648}}]},
   \"managers\": {\"replicas\": 1, \"concurrent\": 12, \"limits\": [0]}}
or one kind of machine and one job
  {\"node\": {\"provider\": \"k3s\", \"cpu_m\": 4000, \"memory\": 8349413376}, \"nodes\": 2,
   \"pod\": {\"containers\": [{\"requests\": {\"cpu_m\": 900}}]},
   \"manager\": {\"replicas\": 1, \"concurrent\": 8, \"runners\": [{\"limit\": 0}]}}

options:
  --nodes FILE   kubectl get nodes -o json; replaces the pools of the whole question.
                 What DaemonSets ask for (overhead) is kept from the pool of the same
                 name, or from the first
  --json         the answer as the engine gives it

Exit code: 0 answered, 1 the question is not understood, 2 it cannot be read.
",
    "\
用法：runwright capacity QUERY.json [--nodes FILE] [--json] [--lang en|zh]

回答能同时运行多少作业、受限于什么，以及数字的由来。
CPU 以毫核计，内存与磁盘以字节计。

QUERY.json 可以是完整的问题
  {\"platform\": \"kubeadm\", \"kubernetes_minor\": 34, \"poll_timeout_s\": 180,
   \"pools\": [{\"name\": \"ci\", \"count\": 2, \"cpu_m\": 16000, \"memory\": 68719476736}],
   \"job\": {\"containers\": [{\"name\": \"build\", \"request\": {\"cpu_m\": 1500, \"memory\": 2147483648}}]},
   \"managers\": {\"replicas\": 1, \"concurrent\": 12, \"limits\": [0]}}
也可以是一种机器和一种作业
  {\"node\": {\"provider\": \"k3s\", \"cpu_m\": 4000, \"memory\": 8349413376}, \"nodes\": 2,
   \"pod\": {\"containers\": [{\"requests\": {\"cpu_m\": 900}}]},
   \"manager\": {\"replicas\": 1, \"concurrent\": 8, \"runners\": [{\"limit\": 0}]}}

选项：
  --nodes FILE   kubectl get nodes -o json 的输出，替换完整问题中的 pools。
                 DaemonSet 的占用（overhead）沿用同名节点池的，没有则用第一个的
  --json         输出引擎给出的原始结果

退出码：0 已回答，1 问题无法理解，2 无法读取。
",
);

const CHECK: Text = t(
    "\
usage: runwright check FILE... [--json] [--lang en|zh]

Judges each file by what it holds: a plan, values of the gitlab-runner chart (plain, under
a parent key, in a Flux HelmRelease or an Argo CD Application), or config.toml (bare or in a
ConfigMap). Files are read and never changed.

Prints FILE:LINE:COLUMN, severity, code and message, with a hint below.

options:
  --json   a list of {\"file\", \"line\", \"column\", \"code\", \"severity\", \"title\", \"body\"}

Exit code: 0 no errors (warnings and advice there may be), 1 errors, 2 a file cannot be read.
",
    "\
用法：runwright check FILE... [--json] [--lang en|zh]

按内容判断每个文件：方案、gitlab-runner Chart 的 values（直接书写、位于父键之下、
在 Flux HelmRelease 或 Argo CD Application 中），或 config.toml（单独文件或在 ConfigMap 中）。
只读取，不修改文件。

逐条输出 文件:行:列、级别、代码与说明，下一行给出处理办法。

选项：
  --json   由 {\"file\", \"line\", \"column\", \"code\", \"severity\", \"title\", \"body\"} 组成的数组

退出码：0 没有错误（可以有警告和建议），1 有错误，2 有文件无法读取。
",
);
