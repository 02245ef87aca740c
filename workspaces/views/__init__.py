"""Pages of a workspace. `member_required` is the door of every page that belongs to one."""

from workspaces.views.doors import MemberRequest, member_required, permissions

__all__ = ["MemberRequest", "member_required", "permissions"]
