package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
)

// static serves the embedded files. Their addresses carry a digest, so that
// browsers may keep them for ever.
type static struct {
	files  map[string][]byte // by name below static/
	digest map[string]string
}

func loadStatic(files embed.FS) (*static, error) {
	s := &static{map[string][]byte{}, map[string]string{}}
	err := fs.WalkDir(files, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		short := name[len("static/"):]
		sum := sha256.Sum256(body)
		s.files[short], s.digest[short] = body, hex.EncodeToString(sum[:6])
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("web: static files: %w", err)
	}
	return s, nil
}

// address is where a file is served.
func (s *static) address(name string) (string, error) {
	digest, ok := s.digest[name]
	if !ok {
		return "", fmt.Errorf("no static file %s", name)
	}
	return "/static/" + name + "?v=" + digest, nil
}

// ServeHTTP implements http.Handler.
func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	body, ok := s.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind := mime.TypeByExtension(path.Ext(name))
	switch path.Ext(name) { // whatever the machine's tables say
	case ".css":
		kind = "text/css; charset=utf-8"
	case ".js":
		kind = "text/javascript; charset=utf-8"
	}
	if kind == "" {
		kind = "text/plain; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	if r.URL.Query().Get("v") == s.digest[name] {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that left wants nothing more
	}
}
