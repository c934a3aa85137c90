"""轨迹文件: tracks of cars, read point by point however long they are."""
