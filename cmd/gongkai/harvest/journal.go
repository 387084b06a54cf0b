package harvest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"gongkai/crawler"
	"gongkai/store"
)

// Journal keeps a crawl in a database: store's frontier and archive in the
// words of crawler.
type Journal struct {
	db *store.Store
	// Program names the program in the record of the run.
	Program string
	// Together reads pages with the documents attached to them; nil leaves that to others.
	Together *Reader
	run      atomic.Int64
}

// RunOptions are the settings that a run keeps in its record, as JSON.
type RunOptions struct {
	UserAgent string   `json:"user_agent"`
	Starts    []string `json:"starts"`
	// OldTLS are the sites with which old TLS is permitted.
	OldTLS []string `json:"old_tls,omitempty"`
}

// RunID is the run that began last, 0 before the first.
func (j *Journal) RunID() int64 { return j.run.Load() }

// NewJournal returns the journal of a crawl into db.
func NewJournal(db *store.Store, program string) *Journal { return &Journal{db: db, Program: program} }

// Begin implements crawler.Journal.
func (j *Journal) Begin(ctx context.Context, info crawler.RunInfo) (int64, error) {
	options, err := json.Marshal(RunOptions{UserAgent: info.UserAgent, Starts: info.Starts, OldTLS: info.OldTLS})
	if err != nil {
		return 0, fmt.Errorf("run options: %w", err)
	}
	id, err := j.db.Begin(ctx, store.RunInfo{Program: j.Program, Options: string(options), At: info.Started})
	j.run.Store(id)
	if err != nil {
		return id, err
	}
	_, err = j.join(ctx, "") // what a killed run has left
	return id, err
}

// join reads pages again with the documents attached to them.
func (j *Journal) join(ctx context.Context, url string) (store.CommitResult, error) {
	if j.Together == nil {
		return store.CommitResult{}, nil
	}
	return j.Together.Join(ctx, j.db, url)
}

// End implements crawler.Journal.
func (j *Journal) End(ctx context.Context, runID int64, s crawler.Summary) error {
	if !s.Interrupted { // documents that were not asked for do not hold up their pages
		joined, err := j.join(ctx, "")
		if err != nil {
			return err
		}
		s.New, s.Revised = s.New+joined.New, s.Revised+joined.Revised
	}
	sum := store.Summary{
		Fetched: s.Fetched, Unchanged: s.Unchanged, Failed: s.Failed, Gone: s.Gone,
		Reports: s.Reports, New: s.New, Revised: s.Revised, Interrupted: s.Interrupted,
	}
	for _, f := range s.FailedSites {
		sum.Sites = append(sum.Sites, store.SiteSummary{Site: f.Site, Failed: true, Reason: f.Reason})
	}
	return j.db.End(ctx, runID, sum)
}

// Seed implements crawler.Journal.
func (j *Journal) Seed(ctx context.Context, site string, addresses []crawler.Address) error {
	return j.db.Seed(ctx, site, toStore(addresses))
}

// Next implements crawler.Journal.
func (j *Journal) Next(ctx context.Context, site string, runID int64, further bool) (*crawler.Address, error) {
	a, err := j.db.Next(ctx, site, runID, further)
	return fromStore(a, site), err
}

// Ahead implements crawler.Journal.
func (j *Journal) Ahead(ctx context.Context, site string, _ int64) (crawler.Ahead, error) {
	lists, others, err := j.db.Ahead(ctx, site)
	return crawler.Ahead{Lists: lists, Others: others}, err
}

// Archive implements crawler.Journal.
func (j *Journal) Archive(ctx context.Context, p *crawler.Page) error {
	err := j.db.Archive(ctx, (*store.Page)(p))
	if errors.Is(err, store.ErrForgotten) {
		return nil // Commit leaves the page out too
	}
	return err
}

// Commit implements crawler.Journal.
func (j *Journal) Commit(ctx context.Context, v *crawler.Visit) (crawler.CommitResult, error) {
	out := &store.Visit{
		RunID: v.RunID, Site: v.Site, Address: toStoreOne(v.Address), At: v.At, Outcome: string(v.Outcome), Reason: v.Reason,
		Status: v.Status, Bytes: v.Bytes, Duration: v.Duration, Page: (*store.Page)(v.Page), Found: toStore(v.Found), Listed: v.Listed,
		Claimed: true, ClaimNext: v.ClaimNext, Further: v.Further, NextDue: v.NextDue, Validators: store.Validators(v.Validators),
	}
	for _, r := range v.Requests {
		out.Requests = append(out.Requests, store.Request{
			URL: r.URL, At: r.At, Duration: r.Duration, Status: r.Status, Bytes: r.Bytes, Outcome: string(r.Outcome), Reason: r.Reason,
		})
	}
	if v.Reading != nil {
		reading, ok := v.Reading.Data.(*store.Reading)
		if !ok {
			return crawler.CommitResult{}, fmt.Errorf("commit %s: reading of type %T", v.Address.URL, v.Reading.Data)
		}
		out.Reading = reading
	}
	res, err := j.db.Commit(ctx, out)
	if err != nil {
		return crawler.CommitResult{}, err
	}
	joined, err := j.join(ctx, v.Address.URL)
	return crawler.CommitResult{
		New: res.New + joined.New, Revised: res.Revised + joined.Revised, Fresh: res.Fresh, Next: fromStore(res.Next, v.Site),
	}, err
}

// KeptRobots implements crawler.RobotsKeeper.
func (j *Journal) KeptRobots(ctx context.Context, origin string) ([]byte, time.Time, error) {
	return j.db.KeptRobots(ctx, origin)
}

// KeepRobots implements crawler.RobotsKeeper.
func (j *Journal) KeepRobots(ctx context.Context, origin string, file []byte, fetched time.Time) error {
	return j.db.KeepRobots(ctx, origin, file, fetched)
}

// fromStore is an address that was claimed for a site, nil for nil.
func fromStore(a *store.Address, site string) *crawler.Address {
	if a == nil {
		return nil
	}
	return &crawler.Address{
		URL: a.URL, Site: site, Kind: crawler.Kind(a.Kind), Depth: a.Depth, Score: a.Score, Attempts: a.Attempts, From: a.From,
		FromReports: a.FromReports, Validators: crawler.Validators(a.Validators),
	}
}

func toStore(in []crawler.Address) []store.Address {
	out := make([]store.Address, len(in))
	for i, a := range in {
		out[i] = toStoreOne(a)
	}
	return out
}

func toStoreOne(a crawler.Address) store.Address {
	return store.Address{
		URL: a.URL, Key: a.Key, Site: a.Site, Kind: string(a.Kind), Depth: a.Depth, Score: a.Score, From: a.From, Attempts: a.Attempts,
		Validators: store.Validators(a.Validators),
	}
}
