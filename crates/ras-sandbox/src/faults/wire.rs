//! Answers as bytes, so that they can be torn, slowed down or spoilt.

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::response::Parts;

use super::Reply;
use crate::line::{Ending, Script};

/// What the connection sends instead of an answer, unless the reply is plain HTTP.
pub(crate) fn script(reply: &Reply, head: &Parts, body: &Bytes) -> Option<Script> {
    let half = body.len() / 2;
    let bytes = match reply {
        Reply::Own | Reply::Canned(_) => return None,
        Reply::Drop | Reply::Reset | Reply::HalfClose => Vec::new(),
        Reply::TornHead => {
            let mut head = written(head, &content_length(body.len()));
            head.truncate(head.len() / 2);
            head
        }
        Reply::TornBody => {
            let mut bytes = written(head, &content_length(body.len()));
            bytes.extend_from_slice(&body[..half]);
            bytes
        }
        Reply::TornChunks => {
            let mut bytes = written(head, &format!("{TRANSFER_ENCODING}: chunked\r\n"));
            bytes.extend_from_slice(format!("{half:x}\r\n").as_bytes());
            bytes.extend_from_slice(&body[..half]);
            bytes.extend_from_slice(b"\r\n");
            bytes
        }
        Reply::ShortLength => whole(head, body, half),
        Reply::Garbage => b"\x16\x03\x01\x00\xa5 this is not HTTP\r\n\r\n\x00\xff".to_vec(),
        Reply::Slow(_) => whole(head, body, body.len()),
    };
    Some(Script {
        bytes,
        pace: match reply {
            Reply::Slow(pace) => Some(*pace),
            _ => None,
        },
        ending: match reply {
            Reply::Reset => Ending::Reset,
            Reply::HalfClose => Ending::HalfClosed,
            _ => Ending::Closed,
        },
    })
}

fn whole(head: &Parts, body: &Bytes, length: usize) -> Vec<u8> {
    let mut bytes = written(head, &content_length(length));
    bytes.extend_from_slice(body);
    bytes
}

fn content_length(length: usize) -> String {
    format!("{CONTENT_LENGTH}: {length}\r\n")
}

/// The head of an answer after which the connection ends.
fn written(head: &Parts, framing: &str) -> Vec<u8> {
    let reason = head.status.canonical_reason().unwrap_or_default();
    let mut bytes = format!("HTTP/1.1 {} {reason}\r\n", head.status.as_u16()).into_bytes();
    for (name, value) in &head.headers {
        if ![CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION].contains(name) {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
    }
    bytes.extend_from_slice(framing.as_bytes());
    bytes.extend_from_slice(b"connection: close\r\n\r\n");
    bytes
}
