using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.Payments.Reconciliation;
using Shop.PaymentSandbox.Tests;
using Shop.Tests;

namespace Shop.Faults.Tests.Stages;

/// <summary>
/// A Shop of one host, which answers and works. Beside it another one, which does no work and which nobody kills: it makes tokens, and asks for a job.
/// </summary>
/// <param name="server">Where its database is.</param>
/// <param name="program">The host's assembly.</param>
internal sealed class OneHostShop(PostgresServer server, string program) : CrashShop
{
    /// <summary>What it is called where hosts have names.</summary>
    public const string Host = "shop";

    private readonly Guid _staff = Guid.CreateVersion7();
    private Ground? _ground;
    private Guid _customer;
    private volatile Task<Life>? _life;

    public override IReadOnlyList<string> Hosts => [Host];

    public override SandboxClient Sandbox => _ground!.Sandbox;

    protected override string Customer => _ground!.Application.MintToken(_ground.AcmeId, _customer, Roles.Customer);

    protected override string Staff => _ground!.Application.MintToken(_ground.AcmeId, _staff, Roles.Staff);

    protected override IReadOnlyList<TestDatabase> Databases => [_ground!.Database];

    public override Task<Life> LifeOfAsync(string host) => _life ?? throw new InvalidOperationException("No host was started.");

    public override Task ReconcileAsync() => _ground!.Application.Services.GetRequiredService<IJobSender>()
        .SendAsync(new CallContext(_ground.AcmeId, Principal.System, "faults"), new ReconcileLedger(DateOnly.FromDateTime(DateTime.UtcNow)));

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await (_life is { } life ? EndAsync(life) : Task.CompletedTask);
        }
        finally
        {
            await (_ground?.DisposeAsync() ?? default);
            Directory.Delete(Mails, recursive: true);
        }
    }

    protected override async Task StartAsync()
    {
        _ground = new(server, SigningKey);
        await _ground.InitializeAsync();
        _customer = (await LookAsync<Guid>(["users"], "SELECT id FROM users.profiles WHERE email = 'customer@acme.example'"))[0];
        await BeginAsync();
    }

    protected override async Task ReplaceAsync(string host)
    {
        await (await LifeOfAsync(host)).DisposeAsync();
        await PassTimeAsync();
        await BeginAsync();
    }

    protected override async Task<HttpClient> EntranceAsync() => (await LifeOfAsync(Host)).Http;

    protected override TestDatabase DatabaseOf(string module) => _ground!.Database;

    private async Task BeginAsync()
    {
        var settings = new Dictionary<string, string?>(Settings())
        {
            ["Roost:Postgres:App"] = _ground!.Database.Settings["Roost:Postgres:App"],
            ["Roost:Postgres:System"] = _ground.Database.Settings["Roost:Postgres:System"],
            ["Roost:Host:Roles"] = "api,worker",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        };
        _life = Life.StartAsync(new(program, server.Cluster.Port, Sandbox.Address, settings) { RenewsKeys = Bug?.RenewsKeys == true });
        await _life;
    }

    /// <summary>
    /// Lets time pass while no host is there: what a dead one had for itself is free (a request's lease, a mail's claim), and no call of its can arrive at the provider any
    /// more. The database and the provider have the machine's clock, so dates are set back instead.
    /// </summary>
    private async Task PassTimeAsync()
    {
        await ForgetRequestsAsync(["orders"]);
        await ForgetMailsAsync();
        await ForgetPaymentsAsync();
    }

    /// <summary>What does not die: the database, the provider, and the host that makes tokens.</summary>
    private sealed class Ground(PostgresServer server, string signingKey) : RunningShop(server)
    {
        protected override double SlowSeconds => CrashShop.SlowSeconds;

        protected override void Adjust(TestApplicationBuilder<Program> builder) =>
            builder.With("Roost:Host:Roles", "api").With("Roost:Tokens:SigningKey", signingKey).With("Roost:Edge:DrainDelay", "00:00:00");
    }
}
