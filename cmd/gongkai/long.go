package main

import (
	"gongkai/cmd/gongkai/tabular"
	"gongkai/store"
)

// figureColumns are the columns of statistic_view.
func figureColumns() []tabular.Column {
	return typed(store.StatisticColumns())
}

// claimColumns are the columns of claim_view.
func claimColumns() []tabular.Column {
	return typed(store.ClaimColumns())
}

// typed gives the columns of public views their types.
func typed(names []string) []tabular.Column {
	cols := tabular.Columns(names...)
	for i := range cols {
		switch cols[i].Name {
		case "year", "first_year", "last_year", "reports", "revision", "current", "source_count", "withdrawn":
			cols[i].Type = tabular.Integer
		case "value":
			cols[i].Type = tabular.Decimal
		case "published_on":
			cols[i].Type = tabular.Date
		case "fetched_at", "gone_since", "last_seen":
			cols[i].Type = tabular.Time
		}
	}
	return cols
}

// figureValues are the values of a row in the order of figureColumns.
func figureValues(r *store.StatisticRow) []any {
	return []any{
		r.ReportID, r.AgencyID, r.Agency, string(r.Scope), r.Region, yearOf(r.Year), r.Format, r.Section, r.Row, r.Col,
		r.SectionLabel, r.RowLabel, r.ColLabel, r.Value, r.Raw, r.Unit, string(r.UnitSource), string(r.Status),
	}
}

// claimValues are the values of a row in the order of claimColumns.
func claimValues(r *store.ClaimRow) []any {
	return []any{r.ReportID, r.AgencyID, r.Agency, string(r.Scope), yearOf(r.Year), r.What, &r.Value, r.Sentence}
}
