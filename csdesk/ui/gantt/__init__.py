"""The plan chart on the screen: paints the scenes of `csdesk.layout`."""
