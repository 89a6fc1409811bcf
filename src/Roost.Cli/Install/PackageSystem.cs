namespace Roost.Cli.Install;

/// <summary>How one system's packages bring PostgreSQL.</summary>
/// <param name="Program">The package program, searched on PATH.</param>
/// <param name="NeedsRoot">Whether it changes the whole system.</param>
/// <param name="Steps">The commands, in order; the last is the one a person would type.</param>
internal sealed record PackageSystem(string Program, bool NeedsRoot, IReadOnlyList<string[]> Steps)
{
    /// <summary>Debian starts a cluster of its own on installation unless told not to, which would only hold port 5432.</summary>
    private const string NoSystemCluster =
        "[ -e /etc/postgresql-common/createcluster.conf ] || { mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf; }";

    public static IReadOnlyList<PackageSystem> All { get; } =
    [
        new("apt-get", NeedsRoot: true,
        [
            ["sh", "-c", NoSystemCluster],
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", "postgresql"],
        ]),
        new("dnf", NeedsRoot: true, [["dnf", "install", "-y", "postgresql-server"]]),
        new("brew", NeedsRoot: false, [["brew", "install", "postgresql@17"]]),
    ];

    /// <summary>What to type by hand.</summary>
    public string ByHand => (NeedsRoot ? "sudo " : "") + string.Join(' ', Steps[^1].Where(word => word is not "-q" and not "--no-install-recommends"));
}
