namespace Roost.Cli.Install;

/// <summary>A server as the systems' packages bring it.</summary>
/// <param name="Server">What people call it.</param>
/// <param name="Apt">Debian's package.</param>
/// <param name="Dnf">Fedora's.</param>
/// <param name="Brew">Homebrew's.</param>
internal sealed record ServerPackage(string Server, string Apt, string Dnf, string Brew)
{
    public static ServerPackage Postgres { get; } = new("PostgreSQL", "postgresql", "postgresql-server", "postgresql@17");

    public static ServerPackage Redis { get; } = new("Redis", "redis-server", "redis", "redis");

    public static ServerPackage RabbitMq { get; } = new("RabbitMQ", "rabbitmq-server", "rabbitmq-server", "rabbitmq");
}
