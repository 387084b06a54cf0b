package main

import (
	"fmt"
	"strings"
	"time"

	"gongkai/crawler"
	"gongkai/store"
)

// screenful is how many sites a section of the report names.
const screenful = 8

// morning is what a run did, on one screen: the summary, and what a person
// should look at. Its JSON is that of the summary with more fields.
type morning struct {
	crawler.Summary
	Run     int64     `json:"run"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended"`
	// State is finished, interrupted, or window where the window ended first.
	State string `json:"state"`
	// Drift is what became less or worse, see store.Drift.
	Drift []driftItem `json:"drift"`
	// NewFailures are the failed sites that did not fail when last asked.
	NewFailures []string `json:"new_failures"`
	// Blocked are the sites left alone because they want a human.
	Blocked []string `json:"blocked_sites"`
	// Left counts the addresses of sites whose budget ended before them.
	Left map[string]int `json:"left"`
}

type driftItem struct {
	Site   string  `json:"site"`
	What   string  `json:"what"`
	Was    float64 `json:"was"`
	Became float64 `json:"became"`
}

func driftItems(drifts []store.Drift) []driftItem {
	items := make([]driftItem, len(drifts))
	for i, d := range drifts {
		items[i] = driftItem(d)
	}
	return items
}

// notable tells whether a person should hear of the run: something is new,
// changed or worse, or counts as failed.
func (m *morning) notable(failed int) bool {
	return m.New+m.Revised+len(m.Drift)+failed > 0 || m.State == "interrupted"
}

// text is the report for people.
func (m *morning) text() string {
	var b strings.Builder
	b.WriteString(summaryLine(m.Summary))
	if m.State != "finished" {
		fmt.Fprintf(&b, "%s: the next run goes on where this one stopped\n", map[string]string{"window": "the window ended", "interrupted": "interrupted"}[m.State])
	}
	bySite, order := map[string][]store.Drift{}, []string{}
	for _, d := range m.Drift {
		if bySite[d.Site] == nil {
			order = append(order, d.Site)
		}
		bySite[d.Site] = append(bySite[d.Site], store.Drift(d))
	}
	section(&b, "drift", order, func(site string) string { return driftText(bySite[site]) })
	reasons, failed, isNew := map[string]string{}, []string{}, map[string]bool{}
	for _, s := range m.NewFailures {
		isNew[s] = true
	}
	for _, f := range m.FailedSites {
		failed, reasons[f.Site] = append(failed, f.Site), f.Reason
		if !isNew[f.Site] {
			reasons[f.Site] = "again: " + f.Reason
		}
	}
	section(&b, "failed", failed, func(site string) string { return reasons[site] })
	var left []string
	why := map[string]string{}
	for _, h := range m.LeftHosts {
		if h.Outcome != crawler.Blocked {
			left, why[h.Host] = append(left, h.Host), h.Reason
		}
	}
	section(&b, "left before they were done", left, func(host string) string { return why[host] })
	section(&b, "asked over old TLS, as permitted", m.OldTLS, func(string) string { return "" })
	section(&b, "blocked, for a person to look at", m.Blocked, func(string) string { return "" })
	return b.String()
}

// section names some sites, each on a line, and how many more there are.
func section(b *strings.Builder, title string, sites []string, tell func(site string) string) {
	if len(sites) == 0 {
		return
	}
	fmt.Fprintf(b, "%s: %d\n", title, len(sites))
	for i, s := range sites {
		if i == screenful {
			fmt.Fprintf(b, "  and %d more: gongkai status\n", len(sites)-i)
			return
		}
		fmt.Fprintf(b, "  %s\n", printable(strings.TrimSpace(s+"  "+tell(s))))
	}
}
