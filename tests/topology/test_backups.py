"""A backup of the running cluster, and the drill that proves it comes back."""

import json

from tests.topology.visitor import Visitor


def test_a_backup_of_the_running_cluster_comes_back(cluster, acting, visitor):
    made = acting.bring_with_files("备份前发布的文章")
    acting.publish(made["number"])
    vault = cluster.folder / "backups"
    assert cluster.manage("backup", "--to", str(vault)).startswith(f"已备份到 {vault}/zhanqun-")
    assert "与指纹一致。" in cluster.manage("backup", "--to", str(vault), "--verify")
    said = cluster.manage("restore_drill", "--from", str(vault), "--scratch", str(cluster.folder)).splitlines()
    assert said[-1].startswith("演练成功:")
    assert "2 个站点的栏目树都正确。" in said
    [folder] = vault.iterdir()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["vendor"] == "postgresql"
    assert len(manifest["media"]) >= 2
    figures = Visitor(cluster).get("/metrics").text
    assert "zhanqun_backup_age_seconds" in figures
    assert "zhanqun_drill_age_seconds" in figures
    assert cluster.execute("SELECT datname FROM pg_database WHERE datname LIKE '%drill%'") == []
