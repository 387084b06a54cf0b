// Package warc reads and writes WARC files, the format in which web archives
// exchange what they fetched (ISO 28500; version 1.1 is written, 1.0 and 1.1
// are read). It knows records and HTTP messages, and nothing of gongkai.
//
//	header.go   the named fields of a record
//	writer.go   Writer: records out, one gzip member each
//	name.go     digests, record ids and dates as the format spells them
//	member.go   the text of a file: plain, a gzip member per record, or one for all
//	reader.go   Reader: records in, whatever the file holds
//	record.go   Record and its block
//	http.go     the HTTP message in a block
//	payload.go  what a message carries, without transfer and content coding
//
// A file of others may be damaged or hostile: the reader's memory does not
// grow with what the file claims, and a bad record is an error of its own
// after which reading goes on.
package warc
