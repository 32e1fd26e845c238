//! Holds the help texts.

use runwright_model::Text;
use runwright_model::text::t;

/// What help is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    All,
    Render,
    Capacity,
    Diagnose,
    Check,
    Import,
    Set,
}

impl Topic {
    pub fn name(self) -> &'static str {
        match self {
            Topic::All => "",
            Topic::Render => "render",
            Topic::Capacity => "capacity",
            Topic::Diagnose => "diagnose",
            Topic::Check => "check",
            Topic::Import => "import",
            Topic::Set => "set",
        }
    }
}

pub fn text(topic: Topic) -> Text {
    match topic {
        Topic::All => ALL,
        Topic::Render => RENDER,
        Topic::Capacity => CAPACITY,
        Topic::Diagnose => DIAGNOSE,
        Topic::Check => CHECK,
        Topic::Import => IMPORT,
        Topic::Set => SET,
    }
}

const ALL: Text = t(
    "\
runwright: files that work for GitLab Runner on Kubernetes

usage: runwright COMMAND [OPTIONS]

commands:
  import FILE...               read files you have into a plan
  set FILE PATH=VALUE...       change keys of a file, every other byte stays
  check FILE...                judge plans, values.yaml, config.toml and Corefiles
  render PLAN.json --out DIR   write the files of a plan
  capacity QUERY.json          how many jobs run at once, with the sums
  diagnose [FILE]              causes of trouble in a log or in what kubectl printed

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
  import FILE...               把已有文件读成方案
  set FILE 路径=值...          修改文件中的键，其余字节不变
  check FILE...                检查方案、values.yaml、config.toml 与 Corefile
  render PLAN.json --out DIR   写出方案的全部文件
  capacity QUERY.json          能同时运行多少作业，并列出算式
  diagnose [FILE]              从日志或 kubectl 输出中找出故障原因

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
usage: runwright capacity QUERY.json [--nodes FILE] [--json | --report] [--lang en|zh]

Answers how many jobs run at once, what binds, and how the number comes about.
Cpu is in millicores, memory and disk in bytes.

QUERY.json is the whole question
  {\"platform\": \"kubeadm\", \"kubernetes_minor\": 34, \"poll_timeout_s\": 180,
   \"pools\": [{\"name\": \"ci\", \"count\": 2, \"cpu_m\": 16000, \"memory\": 68719476736}],
   \"job\": {\"containers\": [{\"name\": \"build\", \"request\": {\"cpu_m\": 1500, \"memory\": 2147483648}}]},
   \"managers\": {\"replicas\": 1, \"concurrent\": 12, \"limits\": [0]}}
or one kind of machine and one job
  {\"node\": {\"provider\": \"k3s\", \"cpu_m\": 4000, \"memory\": 8349413376}, \"nodes\": 2,
   \"pod\": {\"containers\": [{\"requests\": {\"cpu_m\": 900}}]},
   \"manager\": {\"replicas\": 1, \"concurrent\": 8, \"runners\": [{\"limit\": 0}]}}
or a fleet: jobs of several kinds on several pools
  {\"platform\": \"eks\", \"kubernetes_minor\": 34, \"poll_timeout_s\": 180,
   \"pools\": [{\"name\": \"ci\", \"min\": 2, \"max\": 10, \"cpu_m\": 16000, \"memory\": 68719476736,
              \"price_per_hour\": 0.77, \"labels\": {\"pool\": \"ci\"}, \"taints\": [],
              \"overhead\": {\"cpu_m\": 180, \"memory\": 209715200, \"pods\": 4}}],
   \"profiles\": [{\"name\": \"build\", \"share\": 0.7, \"mean_s\": 300, \"sd_s\": 240, \"pull_s\": 20,
                 \"request\": {\"cpu_m\": 2000, \"memory\": 4294967296, \"ephemeral\": 0, \"gpu\": 0},
                 \"node_selector\": {\"pool\": \"ci\"}, \"tolerations\": [{\"key\": \"ci\"}],
                 \"worst\": {\"cpu_m\": 4000, \"memory\": 8589934592}},
                {\"name\": \"test\", \"share\": 0.3, \"mean_s\": 120, \"cs2\": 1,
                 \"containers\": [{\"name\": \"build\", \"request\": {\"cpu_m\": 1000}}]}],
   \"arrivals\": {\"jobs_per_hour\": 200, \"jobs_per_pipeline\": {\"1\": 0.5, \"8\": 0.5}},
   \"managers\": {\"replicas\": 2, \"concurrent\": 20, \"limits\": [0], \"on_pools\": true,
                \"request\": {\"cpu_m\": 200, \"memory\": 268435456}},
   \"autoscaler\": {\"scan_s\": 10, \"provision_s\": 240, \"idle_s\": 600},
   \"quota\": {\"requests.cpu\": \"100\", \"requests.memory\": \"400Gi\", \"pods\": \"60\"},
   \"limit_range\": {\"default_request\": {\"memory\": 536870912}}}
  Pools have count, or min and max for an autoscaler; cpu_m and memory are the machine's, or
  allocatable is what a node offers exactly. price_per_hour is per node, in any currency; gpu
  counts devices. A profile has containers or request; its duration varies by sd_s or by cs2,
  the squared coefficient of variation (1 if left out). worst is the request at the overwrite
  maximum. arrivals.hours has the day's 24 numbers of jobs; jobs_per_hour is then the largest.
  jobs_per_pipeline has shares by number of jobs, or is one number.
  quota is the hard part of a ResourceQuota that jobs have to themselves. pause, as in
  {\"idle_count\": 2, \"request\": {\"cpu_m\": 500}}, are pods of each manager that hold room.
  Every key, with unit, default and limits: docs/capacity-query.md.

  The answer: jobs at once (best: the packing of the mix; expected: kube-scheduler simulated on
  jobs drawn by share until one is refused; guaranteed: for each kind, whatever runs), what
  binds and is left over, waits in the busy hour by simulation, nodes and cost over a day, and
  changes ranked by what they gain, with edits {\"path\", \"from\", \"to\"}. With --json: jobs, worst,
  pools, requests, quota, slots, waiting, autoscaling, cost, stairs, pause, changes, advice, steps, node_steps;
  waits in milliseconds, shares in thousandths. At most 20 pools, 12 profiles and 5000 nodes.

options:
  --nodes FILE   kubectl get nodes,pods -A -o json (or yaml), the same without pods, or
                 kubectl describe nodes; replaces the pools of the whole question or the
                 fleet. What the text does not say, prices and without pods what DaemonSets
                 ask for (overhead), is kept from the pool of the same name, or the first
  --json         the answer as the engine gives it
  --report       the answer to a fleet as Markdown, with every sum and its source

Exit code: 0 answered, 1 the question is not understood, 2 it cannot be read.
",
    "\
用法：runwright capacity QUERY.json [--nodes FILE] [--json | --report] [--lang en|zh]

回答能同时运行多少作业、受限于什么，以及数字的由来。
CPU 以毫核计，内存与磁盘以字节计。

QUERY.json 可以是完整的问题
  {\"platform\": \"kubeadm\", \"kubernetes_minor\": 34, \"poll_timeout_s\": 180,
   \"pools\": [{\"name\": \"ci\", \"count\": 2, \"cpu_m\": 16000, \"memory\": 68719476736}],
   \"job\": {\"containers\": [{\"name\": \"build\", \"request\": {\"cpu_m\": 1500, \"memory\": 2147483648}}]},
   \"managers\": {\"replicas\": 1, \"concurrent\": 12, \"limits\": [0]}}
或者是一种机器和一种作业
  {\"node\": {\"provider\": \"k3s\", \"cpu_m\": 4000, \"memory\": 8349413376}, \"nodes\": 2,
   \"pod\": {\"containers\": [{\"requests\": {\"cpu_m\": 900}}]},
   \"manager\": {\"replicas\": 1, \"concurrent\": 8, \"runners\": [{\"limit\": 0}]}}
或者是多个节点池、多种作业组成的机群
  {\"platform\": \"eks\", \"kubernetes_minor\": 34, \"poll_timeout_s\": 180,
   \"pools\": [{\"name\": \"ci\", \"min\": 2, \"max\": 10, \"cpu_m\": 16000, \"memory\": 68719476736,
              \"price_per_hour\": 0.77, \"labels\": {\"pool\": \"ci\"}, \"taints\": [],
              \"overhead\": {\"cpu_m\": 180, \"memory\": 209715200, \"pods\": 4}}],
   \"profiles\": [{\"name\": \"build\", \"share\": 0.7, \"mean_s\": 300, \"sd_s\": 240, \"pull_s\": 20,
                 \"request\": {\"cpu_m\": 2000, \"memory\": 4294967296, \"ephemeral\": 0, \"gpu\": 0},
                 \"node_selector\": {\"pool\": \"ci\"}, \"tolerations\": [{\"key\": \"ci\"}],
                 \"worst\": {\"cpu_m\": 4000, \"memory\": 8589934592}},
                {\"name\": \"test\", \"share\": 0.3, \"mean_s\": 120, \"cs2\": 1,
                 \"containers\": [{\"name\": \"build\", \"request\": {\"cpu_m\": 1000}}]}],
   \"arrivals\": {\"jobs_per_hour\": 200, \"jobs_per_pipeline\": {\"1\": 0.5, \"8\": 0.5}},
   \"managers\": {\"replicas\": 2, \"concurrent\": 20, \"limits\": [0], \"on_pools\": true,
                \"request\": {\"cpu_m\": 200, \"memory\": 268435456}},
   \"autoscaler\": {\"scan_s\": 10, \"provision_s\": 240, \"idle_s\": 600},
   \"quota\": {\"requests.cpu\": \"100\", \"requests.memory\": \"400Gi\", \"pods\": \"60\"},
   \"limit_range\": {\"default_request\": {\"memory\": 536870912}}}
  节点池写 count，有自动伸缩时写 min 与 max；cpu_m 与 memory 是机器规格，也可用 allocatable
  给出节点的精确可分配量。price_per_hour 为单个节点的价格，币种不限；gpu 为设备数。
  作业种类写 containers 或 request；时长的波动写 sd_s，或 cs2（变异系数的平方，默认 1）。
  worst 是按覆盖上限的请求。arrivals.hours 是一天 24 小时的作业数，此时 jobs_per_hour
  取其最大值。jobs_per_pipeline 是各作业数的占比，也可只写一个数。quota 是只供作业使用的 ResourceQuota 的 hard 部分。
  pause 为每个管理器预留容量的占位 Pod，如 {\"idle_count\": 2, \"request\": {\"cpu_m\": 500}}。
  全部键及其单位、默认值与限制见 docs/capacity-query.md。

  结果包括：同时运行的作业数（best：按比例组合的最优放置；expected：按比例抽取作业、模拟
  kube-scheduler 直至首次放不下；guaranteed：无论运行着什么，各种作业都能保证的数量），
  受限的资源与剩余量，模拟得出的繁忙时段等待，一天的节点数与费用，以及按收益排序的改动
  及其修改项 {\"path\", \"from\", \"to\"}。--json 的键：jobs、worst、pools、requests、quota、slots、
  waiting、autoscaling、cost、stairs、pause、changes、advice、steps、node_steps；等待以毫秒计，比例以千分之
  一计。最多 20 个节点池、12 种作业、5000 个节点。

选项：
  --nodes FILE   kubectl get nodes,pods -A -o json（或 yaml，也可不含 pods）或
                 kubectl describe nodes 的输出，替换完整问题或机群中的 pools。其中没有的，
                 即价格，以及不含 Pod 时 DaemonSet 的占用（overhead），沿用同名节点池的，
                 没有则用第一个的
  --json         输出引擎给出的原始结果
  --report       以 Markdown 输出机群的结果，含全部算式及其来源

退出码：0 已回答，1 问题无法理解，2 无法读取。
",
);

const DIAGNOSE: Text = t(
    "\
usage: runwright diagnose [FILE] [--plan PLAN.json] [--json] [--lang en|zh]

Finds causes of trouble in a job log, the managers' log, events, kubectl describe or
kubectl get pods -o json, or all of them one after another; from stdin if FILE is left out.
Prints the causes, the most likely first, with the lines that say so, what to look at, what
mends it and how to see that it is mended. Names and sums are those of the plan.

options:
  --plan PLAN.json   the plan of this runner; the defaults if left out
  --json             {\"what\", \"lines\", \"causes\": [{\"mark\", \"category\", \"sure\": certain, likely
                     or possible, \"sure_text\", \"lines\", \"advice\": {\"title\", \"meaning\",
                     \"steps\": [{\"text\", \"command\", \"expect\"}], \"fixes\": [{\"label\",
                     \"edits\": [{\"field\", \"value\"}]}], \"by_hand\", \"confirm\", \"prevent\",
                     \"alike\", \"wrong\", \"section\", \"source\"}}], \"notes\", \"ask_for\"}

In a pipeline, where after_script runs when a job has failed:
  after_script:
    - kubectl get events --sort-by=.lastTimestamp | runwright diagnose --plan plan.json

Exit code: 0 read, whatever was found, 2 the plan or the file cannot be read.
",
    "\
用法：runwright diagnose [FILE] [--plan PLAN.json] [--json] [--lang en|zh]

从作业日志、管理器日志、事件、kubectl describe 或 kubectl get pods -o json 的输出
（也可以接连放在一起）中找出故障原因；不写 FILE 时读标准输入。
按可能性从高到低列出原因、依据的行、排查步骤、修复办法与确认方法，
其中的名称与数字取自方案。

选项：
  --plan PLAN.json   此 Runner 的方案；不写时用默认值
  --json             {\"what\", \"lines\", \"causes\": [{\"mark\", \"category\", \"sure\": certain、likely
                     或 possible, \"sure_text\", \"lines\", \"advice\": {\"title\", \"meaning\",
                     \"steps\": [{\"text\", \"command\", \"expect\"}], \"fixes\": [{\"label\",
                     \"edits\": [{\"field\", \"value\"}]}], \"by_hand\", \"confirm\", \"prevent\",
                     \"alike\", \"wrong\", \"section\", \"source\"}}], \"notes\", \"ask_for\"}

在流水线中（作业失败后也会执行 after_script）：
  after_script:
    - kubectl get events --sort-by=.lastTimestamp | runwright diagnose --plan plan.json

退出码：0 已读取（无论是否找到原因），2 无法读取方案或文件。
",
);

const IMPORT: Text = t(
    "\
usage: runwright import FILE... [--json] [--lang en|zh]

Reads files together into one plan: values of the gitlab-runner chart (also in a parent chart,
a HelmRelease or an Application), config.toml (also in runners.config or a ConfigMap) and
Corefiles. Of each kind the first part found is the plan's. Files are never changed; tokens
and passwords never get into the plan.

Prints each file's parts, its keys that are kept but not understood, the findings of check,
and the settings that differ from the defaults.

options:
  --json   {\"files\": [{\"file\", \"kind\", \"what\", \"parts\": [{\"part\", \"place\", \"line\", \"edited\"}],
             \"understood\", \"total\", \"kept\": [{\"key\", \"line\"}], \"findings\": as check --json}],
            \"plan\": {\"format\": 1, \"settings\": {…}}}
           kind is values, umbrella, helm-release, application, helm-chart, config-map,
           manifests, config, corefile, unknown or too-large

  runwright import values.yaml --json | jq .plan > plan.json
  runwright render plan.json --out bundle

Exit code: 0 read, 1 a file is nothing known, 2 a file cannot be read.
",
    "\
用法：runwright import FILE... [--json] [--lang en|zh]

把多个文件一起读成一个方案：gitlab-runner Chart 的 values（也可在上级 Chart、HelmRelease
或 Application 中）、config.toml（也可在 runners.config 或 ConfigMap 中）以及 Corefile。
每种内容以最先找到的为准。不修改文件；令牌与密码不会进入方案。

输出每个文件的组成、原样保留的未知键、检查结果，以及与默认值不同的设置。

选项：
  --json   {\"files\": [{\"file\", \"kind\", \"what\", \"parts\": [{\"part\", \"place\", \"line\", \"edited\"}],
             \"understood\", \"total\", \"kept\": [{\"key\", \"line\"}], \"findings\": 同 check --json}],
            \"plan\": {\"format\": 1, \"settings\": {…}}}
           kind 为 values、umbrella、helm-release、application、helm-chart、config-map、
           manifests、config、corefile、unknown 或 too-large

  runwright import values.yaml --json | jq .plan > plan.json
  runwright render plan.json --out bundle

退出码：0 已读取，1 有文件无法识别，2 有文件无法读取。
",
);

const SET: Text = t(
    "\
usage: runwright set FILE PATH=VALUE... [-i] [--force] [--lang en|zh]

Changes keys of a file and prints the result. Comments, order and every other byte stay, also
where TOML stands in YAML in YAML.

PATH is the key as its part has it: concurrent, image.tag, runners.kubernetes.cpu_limit.
  Items stand in brackets: runners[1].environment[0]. Keys with dots stand in double quotes:
  nodeSelector.\"kubernetes.io/arch\". runners without an index is the Kubernetes runner.
  values: or config: in front says which part is meant; else the values come first.
  In a Corefile: address, plugin, perhaps an option; corefile:\".:53\".forward=\". 1.1.1.1\"
  sets the plugin's arguments, forward[1] one of them.
VALUE is read as the key's type: 5, true, text, a list as a,b, a map as a=b,c=d; lists, maps
  and tables as JSON, too. PATH= sets the empty text, PATH- removes the key.

options:
  -i, --in-place   write the file, whole or not at all, in place of printing it
  --unset PATH     remove a key
  --force          write unknown keys and values of another type, too

Exit code: 0 done, 1 nothing is written: a key is unknown, a value does not fit or a place
cannot be changed, 2 the file cannot be read or written.
",
    "\
用法：runwright set FILE 路径=值... [-i] [--force] [--lang en|zh]

修改文件中的键并输出结果。注释、顺序及其余字节保持不变，YAML 中嵌套的 TOML 也是如此。

路径是键在所属部分中的写法：concurrent、image.tag、runners.kubernetes.cpu_limit。
  列表项用方括号：runners[1].environment[0]。含点号的键写在双引号中：
  nodeSelector.\"kubernetes.io/arch\"。runners 不写序号时指使用 Kubernetes 执行器的那一个。
  前缀 values: 或 config: 指明所属部分；不写时 values 优先。
  Corefile 中依次为地址、插件、选项：corefile:\".:53\".forward=\". 1.1.1.1\" 设置插件的参数，
  forward[1] 只设置其中一个。
值按键的类型读取：5、true、文本，列表写成 a,b，映射写成 a=b,c=d；
  列表、映射与表也可写成 JSON。路径= 设为空文本，路径- 删除该键。

选项：
  -i, --in-place   直接写回文件（要么全部写入，要么不写），不再输出
  --unset 路径     删除一个键
  --force          未知的键与类型不符的值也照样写入

退出码：0 已完成，1 未写入：键未知、值不合要求或该处无法修改，2 无法读取或写入文件。
",
);

const CHECK: Text = t(
    "\
usage: runwright check FILE... [--format NAME] [--max-severity NAME] [--lang en|zh]

Judges each file by what it holds: a plan, values of the gitlab-runner chart (plain, under
a parent key, in a Flux HelmRelease or an Argo CD Application), config.toml or a Corefile
(bare or in a ConfigMap). Files are read and never changed.

Prints FILE:LINE:COLUMN, severity, code and message, with a hint below.

options:
  --format NAME         human, or
    json                a list of {\"file\", \"line\", \"column\", \"code\", \"severity\", \"title\",
                        \"body\", \"fixes\": [{\"label\", \"edits\": [{\"field\", \"value\"}]}]}; the edits
                        are of the plan that runwright import makes of the file
    sarif               SARIF 2.1.0, for code scanning
    codequality         GitLab Code Quality
  --json                the same as --format json
  --max-severity NAME   worst severity that is put up with: none, advice, warning (if left
                        out) or error

Exit code: 0 nothing worse than --max-severity, 1 there is, 2 a file cannot be read.
",
    "\
用法：runwright check FILE... [--format 格式] [--max-severity 级别] [--lang en|zh]

按内容判断每个文件：方案、gitlab-runner Chart 的 values（直接书写、位于父键之下、
在 Flux HelmRelease 或 Argo CD Application 中），config.toml 或 Corefile（单独文件或在 ConfigMap 中）。
只读取，不修改文件。

逐条输出 文件:行:列、级别、代码与说明，下一行给出处理办法。

选项：
  --format 格式         human，或
    json                由 {\"file\", \"line\", \"column\", \"code\", \"severity\", \"title\", \"body\",
                        \"fixes\": [{\"label\", \"edits\": [{\"field\", \"value\"}]}]} 组成的数组；
                        edits 针对 runwright import 由该文件得到的方案
    sarif               SARIF 2.1.0，供代码扫描使用
    codequality         GitLab Code Quality
  --json                等同于 --format json
  --max-severity 级别   可容许的最高级别：none、advice、warning（默认）或 error

退出码：0 没有高于 --max-severity 的问题，1 有，2 有文件无法读取。
",
);
