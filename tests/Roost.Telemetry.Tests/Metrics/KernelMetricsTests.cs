using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Roost.Contracts;
using Roost.Hosting;
using Roost.Modules;
using Roost.Operations;
using Roost.Telemetry.Tests.Hosting;
using Roost.Telemetry.Tests.Metrics;
using Roost.Topology;

[assembly: ScaleModel]

namespace Roost.Telemetry.Tests.Metrics;

public interface IScale
{
    Task<Result<int>> WeighAsync(int grams, CancellationToken cancellationToken);
}

[Module("scale"), Exports<IScale>]
public sealed class ScaleModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Implements<IScale, Scale>();

    private sealed class Scale : IScale
    {
        public Task<Result<int>> WeighAsync(int grams, CancellationToken cancellationToken) => grams switch
        {
            < 0 => throw new InvalidOperationException("Nothing weighs less than nothing."),
            0 => Task.FromResult<Result<int>>(Error.Conflict("scale.empty", "Put something on it.")),
            _ => Task.FromResult<Result<int>>(grams),
        };
    }
}

/// <summary>What the generator would write for <see cref="IScale"/>.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ScaleModelAttribute : GeneratedModelAttribute
{
    private static readonly ContractMethod<IScale, Weight, Result<int>> Weigh = new(
        "WeighAsync", idempotent: false, static (scale, weight, stop) => scale.WeighAsync(weight.Grams, stop), fail: static error => error);

    public override IReadOnlyList<ContractDescriptor> Contracts { get; } = [new ContractDescriptor<IScale>(channel => new Client(channel), Weigh)];

    private readonly record struct Weight(int Grams);

    private sealed class Client(ContractChannel channel) : IScale
    {
        public Task<Result<int>> WeighAsync(int grams, CancellationToken cancellationToken) => channel.CallAsync(Weigh, new Weight(grams), cancellationToken);
    }
}

public sealed class KernelMetricsTests
{
    [Fact]
    public async Task Contract_calls_are_measured_by_method_and_outcome_and_units_of_work_counted_by_their_end()
    {
        await using var host = await TelemetryHost.StartAsync(isInMemory: true, configure: roost => roost.AddModule<ScaleModule>());
        var operations = host.Services.GetRequiredService<IOperations>();
        var context = new CallContext(null, Principal.System, "test");

        await operations.RunAsync(context, (services, stop) => services.GetRequiredService<IScale>().WeighAsync(5, stop));
        await operations.RunAsync(context, (services, stop) => services.GetRequiredService<IScale>().WeighAsync(0, stop));
        await Should.ThrowAsync<ContractFaultException>(
            () => operations.RunAsync(context, (services, stop) => services.GetRequiredService<IScale>().WeighAsync(-1, stop)));
        foreach (var outcome in new Result<int>[] { 1, Error.Conflict("no", "No.") })
        {
            await operations.RunAsync(context, (services, _) =>
            {
                services.GetRequiredService<Operation>().Enlist(new OpenUnit());
                return Task.FromResult(outcome);
            });
        }

        var families = Exposition.Parse(await (await host.GetAsync("/metrics")).Content.ReadAsStringAsync(), isOpenMetrics: false).Families;
        var counts = families["roost_contract_call_duration_seconds"].Samples.Where(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).ToList();
        counts.ShouldAllBe(sample => sample.Labels["roost_contract_method"] == "IScale.WeighAsync");
        counts.ToDictionary(sample => sample.Labels["roost_outcome"], sample => sample.Value)
            .ShouldBe(new Dictionary<string, double> { ["completed"] = 1, ["refused"] = 1, ["failed"] = 1 }, ignoreOrder: true);
        families["roost_unit_of_work_ended_total"].Samples.ToDictionary(sample => sample.Labels["roost_outcome"], sample => sample.Value)
            .ShouldBe(new Dictionary<string, double> { ["committed"] = 1, ["rolled_back"] = 1 }, ignoreOrder: true);
    }

    private sealed class OpenUnit : IUnitOfWork
    {
        public bool HasOpenTransaction { get; private set; } = true;

        public ValueTask CommitAsync(CancellationToken cancellationToken) => RollbackAsync();

        public ValueTask RollbackAsync()
        {
            HasOpenTransaction = false;
            return default;
        }
    }
}
