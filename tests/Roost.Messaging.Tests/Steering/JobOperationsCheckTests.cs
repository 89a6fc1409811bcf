using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Messaging.Steering.Endpoints;
using Roost.Postgres;
using Roost.Startup;

namespace Roost.Messaging.Tests.Steering;

public sealed class JobOperationsCheckTests
{
    [Theory]
    [InlineData(null, "Host=a", "RST081")]
    [InlineData(" ", "Host=a", "RST081")]
    [InlineData("nobody-has-it", "Host=a", "RST082")]
    [InlineData("operator", null, "RST083")]
    [InlineData("operator", "Host=a", null)]
    public async Task It_is_served_to_whom_a_policy_names_by_a_host_that_can(string? policy, string? system, string? code)
    {
        await using var services = new ServiceCollection().AddLogging().AddAuthorization(options => options.AddPolicy("operator", operators => operators.RequireRole("operator"))).BuildServiceProvider();
        var check = new JobOperationsCheck(
            Options.Create(new JobOperationsOptions { Policy = policy }), Options.Create(new PostgresOptions { System = system }), services.GetRequiredService<IAuthorizationPolicyProvider>());
        var faults = new List<Fault>();

        await check.CheckAsync(faults, CancellationToken.None);

        faults.Select(fault => fault.Code).ShouldBe(code is null ? [] : [code]);
    }
}
