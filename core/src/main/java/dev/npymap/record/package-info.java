/** Rows of structured arrays as Java records: bound to a dtype by name and exact type, read and written by generated classes. */
package dev.npymap.record;
