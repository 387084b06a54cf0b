//go:build sqlite_fts5

package web

const fullText = true
