package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Memory is a Journal that lives in memory: the reference for others, and
// enough for a crawl nobody wants to keep. The zero value is not usable; call
// NewMemory.
type Memory struct {
	mu       sync.Mutex
	runs     []memoryRun
	entries  map[string]*memoryEntry
	spelled  map[string]*memoryEntry // by Address.Key, the first of each
	order    []string
	archived map[string]*Page
	visits   []*Visit
	// listed are the list pages that each list page leads to.
	listed map[string]map[string]bool
}

type memoryRun struct {
	info    RunInfo
	summary *Summary
	since   int64 // the first of the runs that this one goes on with
}

type memoryEntry struct {
	Address
	claimedBy   int64
	committedIn int64
	nextDue     time.Time
	retired     bool
	gone        bool
	dropped     bool // a report that no list names any more
}

// NewMemory returns an empty journal.
func NewMemory() *Memory {
	return &Memory{entries: map[string]*memoryEntry{}, spelled: map[string]*memoryEntry{}, archived: map[string]*Page{}, listed: map[string]map[string]bool{}}
}

// Begin implements Journal.
func (m *Memory) Begin(ctx context.Context, info RunInfo) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	for _, e := range m.entries {
		e.claimedBy = 0
	}
	id := int64(len(m.runs)) + 1
	run := memoryRun{info: info, since: id}
	if id > 1 {
		if last := m.runs[id-2]; last.summary == nil || last.summary.Interrupted {
			run.since = last.since
		}
	}
	m.runs = append(m.runs, run)
	return id, nil
}

// End implements Journal.
func (m *Memory) End(ctx context.Context, runID int64, summary Summary) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	run, err := m.run(ctx, runID)
	if err != nil {
		return err
	}
	run.summary = &summary
	for _, e := range m.entries {
		if e.claimedBy == runID {
			e.claimedBy = 0
		}
	}
	return nil
}

// Seed implements Journal.
func (m *Memory) Seed(ctx context.Context, site string, addresses []Address) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, a := range addresses {
		e := m.entries[a.URL]
		if e == nil {
			e = m.add(a)
		}
		e.Kind, e.Site, e.retired = KindStart, site, false
	}
	return nil
}

// Next implements Journal.
func (m *Memory) Next(ctx context.Context, site string, runID int64, further bool) (*Address, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	run, err := m.run(ctx, runID)
	if err != nil {
		return nil, err
	}
	return m.claim(site, runID, run, further), nil
}

func (m *Memory) claim(site string, runID int64, run *memoryRun, further bool) *Address {
	var best *memoryEntry
	for _, url := range m.order {
		e := m.entries[url]
		if !m.claimable(e, site, runID, run) {
			continue
		}
		next, other := e.Kind == KindNext && further, best != nil && best.Kind == KindNext && further
		switch {
		case best == nil || next && !other:
			best = e
		case other && !next:
		case best.dropped && !e.dropped || best.dropped == e.dropped && before(e.Address, best.Address):
			best = e
		}
	}
	if best == nil {
		return nil
	}
	best.claimedBy = runID
	claimed := best.Address
	if from := m.entries[claimed.From]; from != nil {
		claimed.FromReports = from.Validators.Reports
	}
	return &claimed
}

func (m *Memory) claimable(e *memoryEntry, site string, runID int64, run *memoryRun) bool {
	settled := e.committedIn == runID || e.committedIn >= run.since && e.nextDue.IsZero()
	return e.Site == site && !e.retired && e.claimedBy == 0 && (e.dropped || !settled && due(e.nextDue, run.info.Started))
}

// Ahead implements Journal.
func (m *Memory) Ahead(ctx context.Context, site string, runID int64) (Ahead, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ahead Ahead
	run, err := m.run(ctx, runID)
	if err != nil {
		return ahead, err
	}
	for _, e := range m.entries {
		switch {
		case !m.claimable(e, site, runID, run):
		case e.Kind.lists():
			ahead.Lists++
		default:
			ahead.Others++
		}
	}
	return ahead, nil
}

// before is the order of Next for two addresses of which b was found first.
func before(a, b Address) bool {
	if (a.Kind == KindStart) != (b.Kind == KindStart) {
		return a.Kind == KindStart
	}
	if (a.Attempts == 0) != (b.Attempts == 0) {
		return a.Attempts == 0
	}
	return a.Score > b.Score
}

// Archive implements Journal.
func (m *Memory) Archive(ctx context.Context, page *Page) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	page.Digest = cmp.Or(page.Digest, DigestOf(page.Body))
	if m.archived[page.Digest] == nil {
		m.archived[page.Digest] = page
	}
	return nil
}

// Commit implements Journal.
func (m *Memory) Commit(ctx context.Context, v *Visit) (CommitResult, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	run, err := m.run(ctx, v.RunID)
	if err != nil {
		return CommitResult{}, err
	}
	e := m.entries[v.Address.URL]
	if e == nil || e.claimedBy != v.RunID {
		return CommitResult{}, fmt.Errorf("commit %s: not claimed by run %d", v.Address.URL, v.RunID)
	}
	var result CommitResult
	if v.Reading != nil && v.Reading.Reports > 0 {
		result = m.count(v)
	}
	e.Attempts++
	e.claimedBy, e.committedIn, e.dropped = 0, v.RunID, false
	e.gone = v.Outcome == Gone || e.gone && v.Outcome != Fetched && v.Outcome != Unchanged
	e.Validators, e.nextDue = v.Validators, v.NextDue
	for _, a := range v.Found {
		known := m.entry(a)
		if known == nil {
			m.add(a)
			continue
		}
		known.Score = max(known.Score, a.Score)
		known.Depth = min(known.Depth, a.Depth)
		if known.retired {
			known.retired, known.committedIn = false, 0
		}
	}
	if v.Listed {
		m.relist(v)
	}
	m.visits = append(m.visits, v)
	if v.ClaimNext {
		result.Next = m.claim(v.Site, v.RunID, run, v.Further)
	}
	return result, nil
}

// relist notes the reports and list pages that a page leads to, retires list
// pages that nothing leads to any more, and drops such reports.
func (m *Memory) relist(v *Visit) {
	page, before := v.Address.URL, m.listed[v.Address.URL]
	now := map[string]bool{}
	for _, a := range v.Found {
		if e := m.entry(a); (a.Kind.lists() || a.Kind == KindReport) && e.URL != page {
			now[e.URL] = true
			if !before[e.URL] {
				e.dropped = false
			}
		}
	}
	m.listed[page] = now
	for url := range before {
		if !now[url] {
			m.unlist(url, v.RunID)
		}
	}
}

func (m *Memory) unlist(url string, run int64) {
	e := m.entries[url]
	for _, on := range m.listed {
		if on[url] {
			return
		}
	}
	report := e.Kind != KindStart && reportAddress(e.Address)
	e.dropped = e.dropped || report && !e.retired && !e.gone && e.committedIn != 0 && e.committedIn != run
	if e.retired || !e.Kind.lists() || e.Validators.Reports > 0 {
		return
	}
	e.retired = true
	v := e.Validators
	e.Validators = Validators{Reports: v.Reports, Year: v.Year, Quiet: v.Quiet}
	further := m.listed[url]
	delete(m.listed, url)
	for next := range further {
		m.unlist(next, run)
	}
}

// count compares the reports of a visit with those of earlier ones: the first
// reading of an address is new, other content later is a revision.
func (m *Memory) count(v *Visit) CommitResult {
	result := CommitResult{New: v.Reading.Reports, Fresh: v.Reading.Reports}
	for i := len(m.visits) - 1; i >= 0; i-- {
		old := m.visits[i]
		if old.Reading == nil || old.Reading.Reports == 0 {
			continue
		}
		if old.Reading.Content != "" && old.Reading.Content == v.Reading.Content {
			result.Fresh = 0
		}
		if result.New == 0 || old.Address.URL != v.Address.URL {
			continue
		}
		if old.Page.Digest == v.Page.Digest {
			return CommitResult{}
		}
		result.New, result.Revised = 0, v.Reading.Reports
	}
	return result
}

// Visits returns all committed visits in order.
func (m *Memory) Visits() []*Visit {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]*Visit(nil), m.visits...)
}

// Addresses returns the frontier in the order it was found.
func (m *Memory) Addresses() []Address {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := make([]Address, 0, len(m.order))
	for _, url := range m.order {
		all = append(all, m.entries[url].Address)
	}
	return all
}

// Archived returns the kept page with that digest, nil if there is none.
func (m *Memory) Archived(digest string) *Page {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.archived[digest]
}

func (m *Memory) add(a Address) *memoryEntry {
	e := &memoryEntry{Address: a}
	m.entries[a.URL] = e
	m.order = append(m.order, a.URL)
	if a.Key != "" && m.spelled[a.Key] == nil {
		m.spelled[a.Key] = e
	}
	return e
}

// entry is the address that one found is, in whatever spelling; nil if it is new.
func (m *Memory) entry(a Address) *memoryEntry {
	if e := m.entries[a.URL]; e != nil || a.Key == "" {
		return e
	}
	return m.spelled[a.Key]
}

func (m *Memory) run(ctx context.Context, id int64) (*memoryRun, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if id < 1 || id > int64(len(m.runs)) {
		return nil, fmt.Errorf("run %d: %w", id, errNoRun)
	}
	return &m.runs[id-1], nil
}

// errNoRun says that a journal was called outside a run.
var errNoRun = errors.New("no such run")
