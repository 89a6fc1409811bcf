using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Messaging.Steering;
using Roost.Operations;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.Payments.Reconciliation;
using Shop.Tests.Orders;

namespace Shop.Tests.Chaos;

/// <summary>The whole Shop with a clock that can leap, and more checkouts at the same time than the provider has places for.</summary>
public sealed class ChaosDesk(PostgresServer server) : OrderDesk(server)
{
    private MovingClock? _clock;

    internal MovingClock Clock => _clock!;

    private SagaSteering Steering => Application.Services.GetRequiredService<SagaSteering>();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_clock is not null)
        {
            await _clock.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override void Adjust(TestApplicationBuilder<Program> builder)
    {
        base.Adjust(builder);
        _clock = new MovingClock();
        builder.With(_clock.Time).With("Roost:Messaging:Concurrency", "96").With("Logging:LogLevel:Default", "None");
    }

    /// <summary>Lets sagas that wait for their next attempt go on at once: their pauses are the database's time, which cannot leap.</summary>
    /// <param name="who">Which of them, by the key.</param>
    internal async Task HurryAsync(Func<string, bool>? who = null)
    {
        foreach (var saga in (await Steering.ListAsync(null, null, null, SagaSteering.MaxLimit)).Where(saga => saga.State != "parked" && who?.Invoke(saga.Key) is not false))
        {
            await Steering.RetryAsync(saga.Id);
        }
    }

    /// <summary>How health calls the way to the provider.</summary>
    internal async Task<string> HealthAsync()
    {
        var report = await AnswerAsync(HttpMethod.Get, "/healthz", CreatePerson(Roles.Staff));
        return report.Body.GetProperty("dependencies").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "calls:payment-provider").GetProperty("status").GetString()!;
    }

    /// <summary>Compares the ledger with the provider's statement.</summary>
    /// <returns>What differs.</returns>
    internal async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        var day = DateOnly.FromDateTime(Clock.Time.GetUtcNow().UtcDateTime);
        await Application.Services.GetRequiredService<IJobSender>().SendAsync(new CallContext(Tenant, Principal.System, "chaos"), new ReconcileLedger(day));
        await Database.SettledAsync();
        (await LookAsync<long>("SELECT count(*) FROM roost.job_done WHERE kind = 'payments.reconcile-ledger'")).ShouldBe([1]);
        return [.. (await StaffAsync("/v1/ledger/differences")).GetProperty("items").EnumerateArray().Select(difference => difference.GetRawText())];
    }

    internal async Task<JsonElement> StaffAsync(string path) => (await AnswerAsync(HttpMethod.Get, path, CreatePerson(Roles.Staff))).Body;
}
