using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Roost.Faults;
using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Logs;

public sealed class JsonLogTests
{
    [Fact]
    public async Task A_request_is_one_line_that_says_what_where_for_whom_and_how_long()
    {
        await using var host = await TelemetryHost.StartAsync();

        await host.GetAsync("/v1/things/brass-lamp", ("X-Signed-In", "1"), ("X-Correlation-ID", "checkout-17"));

        var line = await host.Output.EventAsync(IsRequest);
        line.GetProperty("level").GetString().ShouldBe("information");
        line.GetProperty("category").GetString().ShouldBe("Roost.Requests.shelf");
        line.GetProperty("eventId").GetInt32().ShouldBe(3020);
        line.GetProperty("eventName").GetString().ShouldBe("Request");
        line.GetProperty("message").GetString()!.ShouldStartWith("GET /v1/things/{id} 200 ");
        line.GetProperty("tenant").GetGuid().ShouldBe(TelemetryHost.Tenant);
        line.GetProperty("principal").GetGuid().ShouldBe(TelemetryHost.Person);
        line.GetProperty("correlation").GetString().ShouldBe("checkout-17");
        line.GetProperty("host").GetString().ShouldBe("shelf-host");
        line.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
        line.GetProperty("spanId").GetString()!.Length.ShouldBe(16);
        DateTimeOffset.ParseExact(line.GetProperty("timestamp").GetString()!, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture).Offset.ShouldBe(TimeSpan.Zero);
        var properties = line.GetProperty("properties");
        properties.GetProperty("method").GetString().ShouldBe("GET");
        properties.GetProperty("route").GetString().ShouldBe("/v1/things/{id}");
        properties.GetProperty("status").GetInt32().ShouldBe(200);
        properties.GetProperty("bytes").GetInt64().ShouldBe("""{"length":10}""".Length);
        properties.GetProperty("durationMs").GetDouble().ShouldBeInRange(0.001, 10_000);
        host.Output.Text.ShouldNotContain("brass-lamp");
    }

    [Theory]
    [InlineData(204, "information")]
    [InlineData(400, "warning")]
    [InlineData(401, "information")]
    [InlineData(403, "warning")]
    [InlineData(404, "information")]
    [InlineData(409, "warning")]
    [InlineData(429, "warning")]
    [InlineData(500, "error")]
    [InlineData(503, "error")]
    public async Task The_level_follows_from_the_status(int status, string level)
    {
        await using var host = await TelemetryHost.StartAsync(isInMemory: true);

        await host.GetAsync($"/v1/status/{status}");

        (await host.Output.EventAsync(IsRequest)).GetProperty("level").GetString().ShouldBe(level);
    }

    [Theory]
    [InlineData("/wp-login.php?user=x", "/wp-login.php")]
    [InlineData("/invite/canary.bird@example.com/accept", "/invite/***/accept")]
    [InlineData("/a%0d%0ab", "/a\r\nb")]
    public async Task A_request_that_no_route_takes_has_its_path_masked_in_its_line(string path, string logged)
    {
        await using var host = await TelemetryHost.StartAsync();

        await host.GetAsync(path);

        var line = await host.Output.EventAsync(IsRequest);
        line.GetProperty("message").GetString()!.ShouldStartWith($"GET (no route) {logged} 404 ");
        line.GetProperty("properties").GetProperty("path").GetString().ShouldBe(logged);
    }

    [Fact]
    public async Task A_path_in_the_log_is_short_and_cut_between_segments()
    {
        await using var host = await TelemetryHost.StartAsync();

        await host.GetAsync($"/first/{new string('x', 150)}/canary.bird@{new string('y', 300)}.example");

        (await host.Output.EventAsync(IsRequest)).GetProperty("properties").GetProperty("path").GetString().ShouldBe($"/first/{new string('x', 150)}/…");
    }

    [Fact]
    public async Task What_a_module_logs_carries_the_operation_and_its_own_values()
    {
        await using var host = await TelemetryHost.StartAsync();

        await host.GetAsync("/v1/says?text=good+morning", ("X-Signed-In", "1"));

        var line = await host.Output.EventAsync(line => line.GetProperty("message").GetString()!.StartsWith("Says", StringComparison.Ordinal));
        line.GetProperty("tenant").GetGuid().ShouldBe(TelemetryHost.Tenant);
        line.GetProperty("principal").GetGuid().ShouldBe(TelemetryHost.Person);
        line.GetProperty("correlation").GetString().ShouldBe(line.GetProperty("traceId").GetString());
        var properties = line.GetProperty("properties");
        properties.GetProperty("Text").GetString().ShouldBe("good morning");
        properties.GetProperty("basket").GetString().ShouldBe("good morning");
        properties.GetProperty("Password").GetString().ShouldBe("***");
        line.GetProperty("message").GetString()!.ShouldStartWith("Says good morning, signs *** and ***, and means");
    }

    [Fact]
    public async Task An_exception_is_written_with_its_type_message_and_stack_on_the_same_line()
    {
        await using var host = await TelemetryHost.StartAsync();

        await host.GetAsync("/v1/fails?text=lamp");

        var line = await host.Output.EventAsync(line => line.TryGetProperty("exception", out _));
        var exception = line.GetProperty("exception");
        exception.GetProperty("type").GetString().ShouldBe("System.InvalidOperationException");
        exception.GetProperty("message").GetString().ShouldBe("It broke: lamp");
        exception.GetProperty("detail").GetString()!.ShouldContain("   at ");
    }

    [Theory]
    [InlineData("All", "Roost.Requests.shelf")]
    [InlineData("Failures", "Roost.Requests.shelf")]
    // There is no request line to say it in.
    [InlineData("None", "Roost.Edge.Errors.ErrorsMiddleware")]
    public async Task A_request_that_fails_for_a_dependency_is_one_warning_with_the_cause_and_without_a_stack(string which, string category)
    {
        await using var host = await TelemetryHost.StartAsync(
            settings: new() { ["Roost:Telemetry:RequestLogs"] = which }, services: services => services.AddSingleton<IFaultClassifier, SupplierFaults>());

        await host.GetAsync("/v1/waits");
        await host.DisposeAsync();

        var line = host.Output.Events.Where(line => line.GetProperty("level").GetString() is "warning" or "error").ShouldHaveSingleItem();
        line.GetProperty("level").GetString().ShouldBe("warning");
        line.GetProperty("category").GetString().ShouldBe(category);
        line.GetProperty("message").GetString()!.ShouldContain("supplier.unavailable, The supplier does not answer.");
        line.TryGetProperty("exception", out _).ShouldBeFalse();
        if (which != "None")
        {
            line.GetProperty("properties").GetProperty("code").GetString().ShouldBe("supplier.unavailable");
            line.GetProperty("properties").GetProperty("cause").GetString().ShouldBe("The supplier does not answer.");
        }
    }

    [Theory]
    [InlineData("Failures")]
    [InlineData("None")]
    public async Task Requests_that_went_well_can_be_left_out(string which)
    {
        await using var host = await TelemetryHost.StartAsync(settings: new() { ["Roost:Telemetry:RequestLogs"] = which });

        await host.GetAsync("/v1/things/1");
        await host.GetAsync("/v1/status/503");
        await host.DisposeAsync();

        var statuses = host.Output.Events.Where(IsRequest).Select(line => line.GetProperty("properties").GetProperty("status").GetInt32());
        statuses.ShouldBe(which == "Failures" ? [503] : []);
    }

    [Fact]
    public async Task The_framework_is_quiet_until_the_Logging_section_says_otherwise()
    {
        await using var quiet = await TelemetryHost.StartAsync(isInMemory: true);
        await quiet.GetAsync("/v1/things/1");
        await quiet.DisposeAsync();
        await using var chatty = await TelemetryHost.StartAsync(isInMemory: true, settings: new() { ["Logging:LogLevel:Microsoft"] = "Debug" });
        await chatty.GetAsync("/v1/things/1");
        await chatty.DisposeAsync();

        quiet.Output.Text.ShouldNotContain("Microsoft.AspNetCore.Routing");
        chatty.Output.Text.ShouldContain("Microsoft.AspNetCore.Routing");
    }

    [Fact]
    public async Task Faulty_options_are_start_up_faults_that_name_the_key()
    {
        var exception = await Should.ThrowAsync<Startup.StartupException>(
            () => TelemetryHost.StartAsync(settings: new() { ["Roost:Telemetry:LogBufferBytes"] = "12", ["Roost:Telemetry:RequestLog"] = "All" }));

        exception.Message.ShouldContain("Roost:Telemetry");
        exception.Message.ShouldContain("RequestLog");
    }

    private static bool IsRequest(System.Text.Json.JsonElement line) => line.GetProperty("category").GetString()!.StartsWith("Roost.Requests", StringComparison.Ordinal);
}
