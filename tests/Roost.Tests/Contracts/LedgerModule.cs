using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Roost.Operations;

namespace Roost.Tests.Contracts;

[Module("ledger")]
[Exports<ILedger>]
public sealed class LedgerModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Implements<ILedger, Ledger>();
}

internal sealed class Ledger(Operation operation, IServiceProvider services) : ILedger
{
    public async Task<Result<int>> AddAsync(Addition request, CancellationToken cancellationToken)
    {
        if (services.GetService<CallLog>() is { } log)
        {
            log.Operations.Add(operation);
            operation.Enlist(log.Callee);
            log.Callee.Write();
            await log.DuringCall(cancellationToken);
        }

        return request.Left == 13 ? Error.Unprocessable("ledger.unlucky", "Not that number.") : request.Left + request.Right;
    }

    public Task<int> NoopAsync(int value, CancellationToken cancellationToken) => Task.FromResult(value);
}

/// <summary>What a call did, for the test that made it.</summary>
internal sealed class CallLog
{
    public List<Operation> Operations { get; } = [];

    public RecordingUnitOfWork Callee { get; } = new();

    public Func<CancellationToken, Task> DuringCall { get; set; } = _ => Task.CompletedTask;
}
