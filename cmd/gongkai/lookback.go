package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"gongkai/cmd/gongkai/sitesfile"
	"gongkai/store"
)

// lookingBack bounds what is worked out after a run that was told to stop.
const lookingBack = time.Second

// lookBack completes the report from the database: what became less than
// before, which sites failed for the first time, are blocked or have more to do.
// After a signal it does without what may take long: what became less is found
// by a later run then, against the same baseline.
func (m *morning) lookBack(ctx context.Context, db *store.Store, sites []string, before []store.Site, labels []store.Label) error {
	m.Drift, m.NewFailures, m.Blocked, m.Left = []driftItem{}, []string{}, []string{}, map[string]int{}
	stopped := ctx.Err() != nil
	if stopped && !errors.Is(context.Cause(ctx), errWindowEnd) {
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), lookingBack)
		defer stop()
		return db.LabelSites(ctx, labels)
	}
	ctx = context.WithoutCancel(ctx)
	if err := db.LabelSites(ctx, labels); err != nil {
		return err
	}
	drifts, err := db.MeasureDrift(ctx, m.Run)
	if err != nil {
		return err
	}
	m.Drift = driftItems(drifts)
	failed := map[string]bool{}
	for _, s := range before {
		failed[s.Name] = s.LastFailed
	}
	for _, f := range m.FailedSites {
		if !failed[f.Site] {
			m.NewFailures = append(m.NewFailures, f.Site)
		}
	}
	after, err := db.Sites(ctx)
	if err != nil {
		return err
	}
	for _, s := range after {
		if s.Outcomes["blocked"] > 0 {
			m.Blocked = append(m.Blocked, s.Name)
		}
		if s.Due > 0 && !stopped && slices.Contains(sites, s.Name) { // others were not asked
			m.Left[s.Name] = s.Due
		}
	}
	return nil
}

// labelsOf are the names that a sites file gives its sites.
func labelsOf(sites []sitesfile.Site) []store.Label {
	var labels []store.Label
	for _, s := range sites {
		for _, key := range s.Keys {
			labels = append(labels, store.Label{Site: key, Title: s.Name, Region: s.Region})
		}
	}
	return labels
}
