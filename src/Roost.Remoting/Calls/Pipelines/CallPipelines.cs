using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>One pipeline for each call of this host's modules, for all operations.</summary>
internal sealed class CallPipelines : IDisposable
{
    private readonly FrozenDictionary<string, CallPipeline> _pipelines;

    public CallPipelines(CallCatalogue catalogue, TimeProvider time, ILoggerFactory loggers, IMeterFactory meters)
    {
        var logger = loggers.CreateLogger("Roost.Remoting.Calls");
        _pipelines = catalogue.Calls.ToFrozenDictionary(call => call.Key, call => new CallPipeline(call.Key, call.Value, time, logger), StringComparer.Ordinal);
        var meter = meters.Create(CallDiagnostics.Name);
        meter.CreateObservableGauge("roost.calls.breakers", Breakers, unit: "{breaker}", description: "Circuit breakers by state: one a call, or one a target where each has its own.");
        meter.CreateObservableGauge("roost.calls.under_way", UnderWay, unit: "{call}", description: "Calls that are under way.");
    }

    public CallPipeline Of(string name) => _pipelines.GetValueOrDefault(name) ?? throw new InvalidOperationException(
        $"No active module of this host declares calls named '{name}'. Add .Calls(\"{name}\") to the module that makes them.");

    public void Dispose()
    {
        foreach (var pipeline in _pipelines.Values)
        {
            pipeline.Dispose();
        }
    }

    // All states of each: a series that is not there alarms nobody.
    private IEnumerable<Measurement<int>> Breakers() => _pipelines.Values.SelectMany(pipeline =>
    {
        var states = pipeline.Breakers.Select(breaker => breaker.State).CountBy(state => state).ToDictionary();
        return Enum.GetValues<BreakerState>().Select(state => new Measurement<int>(
            states.GetValueOrDefault(state),
            new KeyValuePair<string, object?>(CallDiagnostics.CallTag, pipeline.Name),
            new KeyValuePair<string, object?>("roost.call.breaker.state", NameOf(state))));
    });

    private IEnumerable<Measurement<int>> UnderWay() =>
        _pipelines.Values.Select(pipeline => new Measurement<int>(pipeline.UnderWay, new KeyValuePair<string, object?>(CallDiagnostics.CallTag, pipeline.Name)));

    private static string NameOf(BreakerState state) => state switch
    {
        BreakerState.Open => "open",
        BreakerState.HalfOpen => "half_open",
        _ => "closed",
    };
}
