using Roost.Messaging.Jobs;
using Roost.Modules;

namespace Roost.Cli.Tests.Jobs;

/// <summary>A module with a job, so that the tables of jobs are there.</summary>
[Module("parcels")]
public sealed class ParcelsModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Job<Send, SendHandler>(job => job.Queue("mail"));
}

public sealed record Send(string To);

internal sealed class SendHandler : IJobHandler<Send>
{
    public Task<Result> HandleAsync(Send job, JobRun run, CancellationToken cancellationToken) =>
        Task.FromResult<Result>(new Error(ErrorKind.Invalid, "parcels.unknown-street", $"Nobody lives in [{job.To}]."));
}
