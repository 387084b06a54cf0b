package series

import "gongkai/store"

// GroupBy returns what tells the group of a row's agency, for others that count
// by group: the region bounds which parts By's ByRegion tells apart. Groups carry no scope.
func GroupBy(by By, region string) func(*store.PanelRow) Group {
	return newGrouper(Query{By: by, Panel: store.PanelQuery{Region: region}}).of
}
