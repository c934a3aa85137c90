"""政务服务大厅: windows and who sits there, appointments, tickets and their calling, rota, patrols and first-asked questions."""
