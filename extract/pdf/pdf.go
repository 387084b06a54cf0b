package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"gongkai/extract/document"
)

// Bounds on a document. The largest real reports have a tenth of these pages.
const (
	maxPages  = 200
	maxGlyphs = 1_000_000
	maxRules  = 200_000
	pageBytes = 64 << 10 // of WebAssembly's memory
)

// Config says what reading may cost. Its zero value is ready to use.
type Config struct {
	// CacheDir keeps the compiled module from one process to the next, which
	// else takes seconds to make; "" keeps none.
	CacheDir string
	// Timeout bounds the reading of one document; 0 means a minute.
	Timeout time.Duration
	// Memory bounds what one document may take, in bytes; 0 means 512 MiB.
	Memory uint32
	// Workers bounds how many documents are read at a time; 0 means 2.
	Workers int
}

// Reader reads PDF documents.
type Reader struct {
	timeout time.Duration
	start   func() (pdfium.Pool, error)
}

// NewReader returns a Reader that starts with its first document.
func NewReader(c Config) *Reader {
	if c.Timeout == 0 {
		c.Timeout = time.Minute
	}
	if c.Memory == 0 {
		c.Memory = 512 << 20
	}
	if c.Workers == 0 {
		c.Workers = 2
	}
	return &Reader{timeout: c.Timeout, start: sync.OnceValues(func() (pdfium.Pool, error) { return start(c) })}
}

func start(c Config) (pdfium.Pool, error) {
	rc := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).
		WithMemoryLimitPages(c.Memory / pageBytes)
	if c.CacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(c.CacheDir)
		if err != nil {
			return nil, fmt.Errorf("cache of the PDF reader: %w", err)
		}
		rc = rc.WithCompilationCache(cache)
	}
	return webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: c.Workers, RuntimeConfig: rc,
		FSConfig: wazero.NewFSConfig(), // no files
		Stdout:   io.Discard, Stderr: io.Discard,
	})
}

// Read implements document.Reader.
func (r *Reader) Read(body []byte) (*document.Document, error) {
	pool, err := r.start()
	if err != nil {
		return nil, fmt.Errorf("start the PDF reader: %w", err)
	}
	// Whoever waits here waits for others, who have a limit each.
	instance, err := pool.GetInstanceWithContext(context.Background())
	if err != nil {
		return nil, fmt.Errorf("start the PDF reader: %w", err)
	}
	late := make(chan struct{})
	timer := time.AfterFunc(r.timeout, func() {
		close(late)
		_ = instance.Kill() // its calls fail from now on
	})
	pages, truncated, err := readPages(instance, body)
	if !timer.Stop() {
		<-late
		return nil, &document.Error{Kind: fmt.Sprintf("a PDF document that takes more than %s", r.timeout)}
	}
	if closing := instance.Close(); err == nil && closing != nil {
		err = closing
	}
	if err != nil {
		return nil, failure(err)
	}
	return &document.Document{Blocks: layOut(pages), Truncated: truncated}, nil
}

// failure says why a document cannot be read.
func failure(err error) error {
	kind := "a damaged PDF document"
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return &document.Error{Kind: "an encrypted PDF document"}
	case errors.Is(err, pdfiumerrors.ErrFormat):
		return &document.Error{Kind: kind}
	}
	return &document.Error{Kind: kind, Err: err}
}

// readPages reads the pages of a document, as far as its bounds go.
func readPages(instance pdfium.Pdfium, body []byte) (pages []*page, truncated bool, err error) {
	doc, err := instance.OpenDocument(&requests.OpenDocument{File: &body})
	if err != nil {
		return nil, false, err
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, false, err
	}
	r := &pageReader{Pdfium: instance, document: doc.Document, glyphs: maxGlyphs, rules: maxRules}
	for i := range min(count.PageCount, maxPages) {
		p, err := r.read(i)
		if err != nil {
			return nil, false, fmt.Errorf("page %d: %w", i+1, err)
		}
		pages = append(pages, p)
	}
	return pages, r.truncated || count.PageCount > maxPages, nil
}

// layOut turns pages into blocks.
func layOut(pages []*page) []document.Block {
	var sheets []*sheet
	for _, p := range pages {
		sheets = append(sheets, p.sheet())
	}
	dropHeads(sheets)
	return blocksOf(sheets)
}
