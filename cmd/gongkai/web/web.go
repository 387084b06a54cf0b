package web

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"time"

	"gongkai/cmd/gongkai/layout"
	"gongkai/cmd/gongkai/queries"
	"gongkai/extract/claim"
	"gongkai/extract/form"
	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/measure"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// Options are the parts and settings of a Server.
type Options struct {
	// DB is opened read-only.
	DB *store.Store
	// Version is that of the program.
	Version string
	// Rate is how many requests a second a client may make on average, with
	// bursts of ten times as many; 0 sets no limit. Loopback clients have none.
	Rate float64
	// Proxied tells that requests from loopback come from a proxy there: the
	// client is then the last that X-Forwarded-For names.
	Proxied bool
	// ShowArchive serves archived pages: true on loopback or where the owner
	// publishes them.
	ShowArchive bool
	// Now is the clock, time.Now if nil: what is due depends on the day.
	Now func() time.Time
	// Log takes what goes wrong within; nil discards it.
	Log *slog.Logger
	// Timeout ends a question to the database, 10 s if zero.
	Timeout time.Duration
	// SQLTime ends a stranger's question in SQL, 2 s if zero.
	SQLTime time.Duration
}

// Server answers requests. Its methods may be called from many goroutines.
type Server struct {
	Options
	book      *measure.Book
	layout    *layout.Book
	catalogue *checks.Catalogue
	checker   *checks.Checker
	explainer *checks.Explainer
	claims    map[string]claim.Entry // by code
	// keyCounts and keyRates are what an agency's page shows, nation the start page.
	keyCounts, keyRates, nation []*measure.Measure
	sections                    []string // codes of all forms' sections
	queries                     []queries.Query
	words                       *words
	templates                   map[string]*pageTemplate
	static                      *static
	visitors                    *visitors
	count                       *counters
	// turns are those of all answers but strangers' SQL, which has its own: what
	// is slow by intent must not hold up the pages.
	turns, sqlTurns turns
	measures        []*measure.Measure // all of the book
	memo            *memo
	answering       sync.WaitGroup
}

// New makes a server, which is to be closed. It fails where what is embedded does not fit together.
func New(o Options) (*Server, error) {
	s := &Server{Options: o}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Timeout == 0 {
		s.Timeout = 10 * time.Second
	}
	if s.SQLTime == 0 {
		s.SQLTime = 2 * time.Second
	}
	var err error
	if s.words, err = loadWords(); err != nil {
		return nil, err
	}
	if s.book, err = measure.Load(); err != nil {
		return nil, err
	}
	if s.measures, err = s.book.All(); err != nil {
		return nil, err
	}
	if err = s.loadMeasures(); err != nil {
		return nil, err
	}
	if err = s.loadReading(); err != nil {
		return nil, err
	}
	if s.queries, err = queries.Load(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	s.sections = sectionCodes(forms)
	if s.static, err = loadStatic(staticFiles); err != nil {
		return nil, err
	}
	if s.templates, err = loadTemplates(templateFiles); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if o.Rate > 0 {
		s.visitors = newVisitors(o.Rate)
	}
	s.count, s.memo = newCounters(), newMemo()
	s.turns, s.sqlTurns = make(turns, 2*runtime.GOMAXPROCS(0)), make(turns, runtime.GOMAXPROCS(0))
	return s, nil
}

// Close ends what is asked of the database still, and waits for the last answers;
// it is called before that is closed, when no more requests are taken.
func (s *Server) Close() {
	s.memo.close()
	s.answering.Wait()
}

// loadMeasures finds the measures of an agency's page and of the start page.
func (s *Server) loadMeasures() error {
	for list, names := range map[*[]*measure.Measure][]string{&s.keyCounts: keyCounts, &s.keyRates: keyRates, &s.nation: nationMeasures} {
		for _, name := range names {
			m, err := s.book.Measure(name)
			if err != nil {
				return fmt.Errorf("web: %s: %w", name, err)
			}
			*list = append(*list, m)
		}
	}
	return nil
}

// loadReading loads what is needed to show a report.
func (s *Server) loadReading() (err error) {
	if s.layout, err = layout.Load(); err != nil {
		return err
	}
	if s.catalogue, err = checks.Load(); err != nil {
		return err
	}
	s.checker, s.explainer = s.catalogue.Checker(), s.catalogue.Explainer()
	finder, err := claim.New()
	if err != nil {
		return err
	}
	s.claims = map[string]claim.Entry{}
	for _, e := range finder.Entries() {
		s.claims[e.Code] = e
	}
	return nil
}

// Handler is the whole of it: guards around routes.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle("GET "+r.pattern, s.handler(r))
	}
	mux.Handle("GET /static/{file...}", s.static)
	mux.Handle("GET /metrics", s.count.handler())
	mux.Handle("/", s.handler(route{pattern: "/", answer: s.nothingHere}))
	return s.guarded(mux)
}

// asking bounds how long a question to the database may take.
func (s *Server) asking(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.Context(), s.Timeout)
}
