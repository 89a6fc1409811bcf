namespace Roost.Cli.Install;

/// <summary>A server that an application may do without, and whose adapter has tests.</summary>
/// <param name="Package">How it is installed.</param>
/// <param name="Programs">The programs that come with it. All are needed, on PATH or at one of the places where packages put them.</param>
internal sealed record OptionalServer(ServerPackage Package, IReadOnlyList<string> Programs)
{
    private static readonly string[] Places = ["/usr/sbin", "/usr/lib/rabbitmq/bin", "/opt/homebrew/sbin", "/opt/homebrew/bin", "/usr/local/sbin", "/usr/local/bin"];

    public static OptionalServer Redis { get; } = new(ServerPackage.Redis, ["redis-server"]);

    public static OptionalServer RabbitMq { get; } = new(ServerPackage.RabbitMq, ["rabbitmq-server", "epmd"]);

    private bool IsHere => Programs.All(program => PackageSystem.OnPath(program) || Places.Any(place => File.Exists(Path.Combine(place, program))));

    /// <summary>Sees to it that it is there.</summary>
    /// <exception cref="CliFault">It is not.</exception>
    public async Task EnsureAsync(Screen screen, bool yes, CancellationToken cancellationToken)
    {
        if (!IsHere)
        {
            var missing = $"{Package.Server} is missing";
            var byHand = $"{missing}.{(PackageSystem.Here is { } system ? $" Type: {system.ByHand(Package)}" : "")}";
            if (!yes && !screen.CanAsk)
            {
                // Systems start it with the installation, so nobody gets it unasked.
                throw new CliFault(byHand);
            }

            await new PackageInstallation(screen, yes).RunAsync(Package, byHand, missing, cancellationToken);
            screen.Done($"{Package.Server} is installed");
        }
    }
}
