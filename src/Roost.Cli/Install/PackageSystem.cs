namespace Roost.Cli.Install;

/// <summary>How one system's packages are installed.</summary>
/// <param name="Program">The package program, searched on PATH.</param>
/// <param name="NeedsRoot">Whether it changes the whole system.</param>
/// <param name="Before">The commands that come first.</param>
/// <param name="Install">The command that installs, without the package.</param>
/// <param name="NameOf">What the system calls a package.</param>
internal sealed record PackageSystem(string Program, bool NeedsRoot, IReadOnlyList<string[]> Before, string[] Install, Func<ServerPackage, string> NameOf)
{
    /// <summary>Debian starts a cluster of its own when PostgreSQL is installed unless told not to, which would only hold port 5432.</summary>
    private const string NoSystemCluster =
        "[ -e /etc/postgresql-common/createcluster.conf ] || { mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf; }";

    public static IReadOnlyList<PackageSystem> All { get; } =
    [
        new(
            "apt-get",
            NeedsRoot: true,
            [["sh", "-c", NoSystemCluster], ["apt-get", "update", "-q"]],
            ["apt-get", "install", "-q", "-y", "--no-install-recommends"],
            package => package.Apt),
        new("dnf", NeedsRoot: true, [], ["dnf", "install", "-y"], package => package.Dnf),
        new("brew", NeedsRoot: false, [], ["brew", "install"], package => package.Brew),
    ];

    /// <summary>The system's own, if there is one that is known here.</summary>
    public static PackageSystem? Here => All.FirstOrDefault(system => OnPath(system.Program));

    /// <summary>The commands that install a package, in order.</summary>
    public IEnumerable<string[]> StepsOf(ServerPackage package) => [.. Before, [.. Install, NameOf(package)]];

    /// <summary>What to type by hand.</summary>
    public string ByHand(ServerPackage package) =>
        (NeedsRoot ? "sudo " : "") + string.Join(' ', Install.Where(word => word is not "-q" and not "--no-install-recommends").Append(NameOf(package)));

    public static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
}
