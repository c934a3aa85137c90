"""案卷排版: pages set with Typst and bound with pypdf. Knows no Django."""
