from django.apps import AppConfig


class ChannelsCatalogConfig(AppConfig):
    """Channel catalog."""

    name = "channels_catalog"
