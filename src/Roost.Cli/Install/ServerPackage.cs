namespace Roost.Cli.Install;

/// <summary>A server as the systems' packages bring it.</summary>
/// <param name="Server">What people call it.</param>
/// <param name="Apt">Debian's package.</param>
/// <param name="Dnf">Fedora's.</param>
/// <param name="Brew">Homebrew's.</param>
internal sealed record ServerPackage(string Server, string Apt, string Dnf, string Brew)
{
    /// <summary>Debian starts a cluster of its own when PostgreSQL is installed unless told not to, which would only hold port 5432.</summary>
    private const string NoSystemCluster =
        "[ -e /etc/postgresql-common/createcluster.conf ] || { mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf; }";

    /// <summary>What comes before it on Debian.</summary>
    public IReadOnlyList<string[]> BeforeApt { get; init; } = [];

    public static ServerPackage Postgres { get; } = new("PostgreSQL", "postgresql", "postgresql-server", "postgresql@17") { BeforeApt = [["sh", "-c", NoSystemCluster]] };

    public static ServerPackage Redis { get; } = new("Redis", "redis-server", "redis", "redis");

    public static ServerPackage RabbitMq { get; } = new("RabbitMQ", "rabbitmq-server", "rabbitmq-server", "rabbitmq");
}
