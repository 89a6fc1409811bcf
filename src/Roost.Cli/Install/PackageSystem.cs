namespace Roost.Cli.Install;

/// <summary>How one system's packages are installed.</summary>
/// <param name="Program">The package program, searched on PATH.</param>
/// <param name="NeedsRoot">Whether it changes the whole system.</param>
/// <param name="Before">The commands that come first.</param>
/// <param name="Install">The command that installs, without the package.</param>
/// <param name="NameOf">What the system calls a package.</param>
internal sealed record PackageSystem(string Program, bool NeedsRoot, Func<ServerPackage, IReadOnlyList<string[]>> Before, string[] Install, Func<ServerPackage, string> NameOf)
{
    public static IReadOnlyList<PackageSystem> All { get; } =
    [
        new(
            "apt-get",
            NeedsRoot: true,
            package => [.. package.BeforeApt, ["apt-get", "update", "-q"]],
            ["apt-get", "install", "-q", "-y", "--no-install-recommends"],
            package => package.Apt),
        new("dnf", NeedsRoot: true, _ => [], ["dnf", "install", "-y"], package => package.Dnf),
        new("brew", NeedsRoot: false, _ => [], ["brew", "install"], package => package.Brew),
    ];

    /// <summary>The system's own, if there is one that is known here.</summary>
    public static PackageSystem? Here => All.FirstOrDefault(system => OnPath(system.Program));

    /// <summary>The commands that install a package, in order.</summary>
    public IEnumerable<string[]> StepsOf(ServerPackage package) => [.. Before(package), [.. Install, NameOf(package)]];

    /// <summary>What to type by hand.</summary>
    public string ByHand(ServerPackage package) =>
        (NeedsRoot ? "sudo " : "") + string.Join(' ', Install.Where(word => word is not "-q" and not "--no-install-recommends").Append(NameOf(package)));

    public static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
}
