package web

import (
	"errors"
	"mime"
	"net/http"
	"strings"

	"gongkai/extract"
	"gongkai/store"
)

// archivePolicy is that of archived pages: a sandbox that runs nothing, loads
// nothing and may be framed by our pages only. What a page has in itself, its
// styles and pictures, may be shown.
const archivePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

// endingsOf are the endings of file names for what is not shown but handed over.
var endingsOf = map[string]string{
	"application/pdf": ".pdf", "application/msword": ".doc", "application/vnd.ms-excel": ".xls",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
}

// archived serves the bytes of a page as they were fetched: /archive/{digest}.
func (s *Server) archived(r *http.Request) (*answer, error) {
	if !s.ShowArchive {
		return nil, &failed{status: http.StatusForbidden, said: said{key: "wrong.noarchive"}}
	}
	ctx, cancel := s.asking(r)
	defer cancel()
	page, err := s.DB.FirstExchange(ctx, r.PathValue("digest"))
	if errors.Is(err, store.ErrEmptied) {
		return nil, &failed{status: http.StatusGone, said: said{key: "wrong.emptied"}}
	}
	if err != nil {
		return nil, err
	}
	a := &answer{body: page.Body, header: http.Header{
		"Content-Security-Policy": {archivePolicy},
		"X-Frame-Options":         {"SAMEORIGIN"},
		// A sandboxed page has an origin of its own, which "same-origin" refuses to show.
		"Cross-Origin-Opener-Policy": {"unsafe-none"},
		"X-Robots-Tag":               {"noindex, nofollow"},
	}}
	declared := page.Header.Get("Content-Type")
	kind, _, err := mime.ParseMediaType(declared)
	if err != nil {
		kind, _, _ = strings.Cut(declared, ";")
	}
	switch kind = strings.ToLower(strings.TrimSpace(kind)); kind {
	case "text/html", "application/xhtml+xml":
		a.contentType = "text/html; charset=utf-8"
	case "text/plain":
		a.contentType = "text/plain; charset=utf-8"
	default:
		a.contentType = "application/octet-stream"
		a.header.Set("Content-Disposition", `attachment; filename="`+fileName(page.Digest)+endingsOf[kind]+`"`)
		return a, nil
	}
	a.body = []byte(extract.Decode(page.Body, declared).Text)
	return a, nil
}

// fileName is a name made of a digest alone: nothing of a site is in it.
func fileName(digest string) string {
	_, hex, _ := strings.Cut(digest, ":")
	return "gongkai-" + hex[:min(12, len(hex))]
}
