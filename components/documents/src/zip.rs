//! Writes zip archives without compression.
//!
//! By hand because the files are few and small: a local header, the bytes, a CRC-32 and a directory are all that is
//! needed, and the zip crate added 46 kB gzip when measured. Layout: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16.

/// 1 January 1980, the first day a zip can name, at midnight: the same files give the same archive on every day.
const DATE: u16 = 0x0021;
const TIME: u16 = 0;
/// Bit 11: names are UTF-8.
const FLAGS: u16 = 0x0800;
/// Version 2.0 of the format, in the directory with Unix (3) as the host whose file modes are given.
const NEEDED: u16 = 20;
const MADE_BY: u16 = (3 << 8) | 20;

/// Writes files into an archive, in the order given.
///
/// Paths are relative with `/` between folders. `*.sh` gets mode 0755, all else 0644. Files beyond what the format can
/// count (65,535 files, 4 GiB in all) are left out.
pub fn write<P: AsRef<str>, B: AsRef<[u8]>>(files: &[(P, B)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for (path, bytes) in files {
        let (path, bytes) = (path.as_ref(), bytes.as_ref());
        let record = (path.len() as u64 + 46) * 2 + bytes.len() as u64;
        let full = out.len() as u64 + directory.len() as u64 + record > u64::from(u32::MAX - 64);
        let (Ok(name_len), false, false) = (u16::try_from(path.len()), full, count == u16::MAX)
        else {
            continue;
        };
        let crc = crc32(bytes);
        let offset = out.len() as u32;

        u32(&mut out, 0x0403_4b50);
        u16(&mut out, NEEDED);
        shared(&mut out, crc, bytes.len() as u32, name_len);
        out.extend_from_slice(path.as_bytes());
        out.extend_from_slice(bytes);

        u32(&mut directory, 0x0201_4b50);
        u16(&mut directory, MADE_BY);
        u16(&mut directory, NEEDED);
        shared(&mut directory, crc, bytes.len() as u32, name_len);
        // Comment length, disk, internal attributes.
        directory.extend_from_slice(&[0; 6]);
        let mode: u32 = if path.ends_with(".sh") {
            0o100_755
        } else {
            0o100_644
        };
        u32(&mut directory, mode << 16);
        u32(&mut directory, offset);
        directory.extend_from_slice(path.as_bytes());
        count += 1;
    }
    let offset = out.len() as u32;
    out.extend_from_slice(&directory);
    u32(&mut out, 0x0605_4b50);
    // This disk, the directory's disk.
    out.extend_from_slice(&[0; 4]);
    u16(&mut out, count);
    u16(&mut out, count);
    u32(&mut out, directory.len() as u32);
    u32(&mut out, offset);
    u16(&mut out, 0);
    out
}

/// The fields that local header and directory have in common, flags to extra length.
fn shared(out: &mut Vec<u8>, crc: u32, size: u32, name_len: u16) {
    u16(out, FLAGS);
    // Method 0: stored.
    u16(out, 0);
    u16(out, TIME);
    u16(out, DATE);
    u32(out, crc);
    u32(out, size);
    u32(out, size);
    u16(out, name_len);
    u16(out, 0);
}

fn u16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// CRC-32 as zip, gzip and PNG use it: polynomial 0xEDB88320, reflected.
pub fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let step = |crc: u32, byte: &u8| TABLE[((crc ^ u32::from(*byte)) & 0xff) as usize] ^ (crc >> 8);
    !bytes.iter().fold(!0, step)
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                0xedb8_8320 ^ (value >> 1)
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_checksums() {
        let check = |bytes: &[u8], expect: u32| assert_eq!(crc32(bytes), expect);
        check(b"", 0);
        check(b"a", 0xe8b7_be43);
        check(b"123456789", 0xcbf4_3926);
        check(b"The quick brown fox jumps over the lazy dog", 0x414f_a339);
        check(&[0; 32], 0x190a_55ad);
        check(&[0xff; 32], 0xff6c_ab0b);
    }

    /// Checks bit by bit, without a table.
    fn slow_crc(bytes: &[u8]) -> u32 {
        let mut crc = !0u32;
        for byte in bytes {
            for bit in 0..8 {
                let one = (crc ^ (u32::from(*byte) >> bit)) & 1 == 1;
                crc >>= 1;
                if one {
                    crc ^= 0xedb8_8320;
                }
            }
        }
        !crc
    }

    /// Reads an archive from its end, as other programs do.
    fn read(zip: &[u8]) -> Vec<(String, Vec<u8>, u32)> {
        let number = |at: usize, len: usize| {
            (0..len).fold(0usize, |sum, i| sum | usize::from(zip[at + i]) << (8 * i))
        };
        let end = zip.len() - 22;
        assert_eq!(&zip[end..end + 4], b"PK\x05\x06");
        let (count, size, mut at) = (
            number(end + 10, 2),
            number(end + 12, 4),
            number(end + 16, 4),
        );
        assert_eq!(at + size, end);
        let mut files = Vec::new();
        for _ in 0..count {
            assert_eq!(&zip[at..at + 4], b"PK\x01\x02");
            let (crc, stored, len) = (number(at + 16, 4), number(at + 20, 4), number(at + 28, 2));
            let (mode, local) = (number(at + 38, 4) >> 16, number(at + 42, 4));
            assert_eq!(number(at + 8, 2), 0x800);
            assert_eq!(&zip[local..local + 4], b"PK\x03\x04");
            // From the flags to the length of the extra field both records agree.
            assert_eq!(zip[local + 6..local + 30], zip[at + 8..at + 32]);
            let name = &zip[at + 46..at + 46 + len];
            assert_eq!(name, &zip[local + 30..local + 30 + len]);
            let bytes = zip[local + 30 + len..local + 30 + len + stored].to_vec();
            assert_eq!(slow_crc(&bytes) as usize, crc);
            files.push((
                String::from_utf8(name.to_vec()).unwrap(),
                bytes,
                mode as u32,
            ));
            at += 46 + len;
        }
        assert_eq!(at, end);
        files
    }

    #[test]
    fn an_archive_reads_back() {
        let zip = write(&[
            ("values.yaml", "a: b\n"),
            ("节点/setup.sh", "#!/bin/sh\n"),
            ("empty", ""),
        ]);
        assert_eq!(
            read(&zip),
            [
                ("values.yaml".to_owned(), b"a: b\n".to_vec(), 0o100_644),
                (
                    "节点/setup.sh".to_owned(),
                    b"#!/bin/sh\n".to_vec(),
                    0o100_755
                ),
                ("empty".to_owned(), Vec::new(), 0o100_644),
            ]
        );
        assert_eq!(read(&write::<&str, &str>(&[])), []);
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn any_files_read_back(files in proptest::collection::vec(("\\PC{0,20}", proptest::collection::vec(any::<u8>(), 0..200)), 0..6)) {
            let got: Vec<(String, Vec<u8>)> = read(&write(&files)).into_iter().map(|file| (file.0, file.1)).collect();
            prop_assert_eq!(got, files);
        }
    }
}
