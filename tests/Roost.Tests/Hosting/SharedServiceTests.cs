using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Debug;
using Microsoft.Extensions.Options;

namespace Roost.Tests.Hosting;

/// <summary>What modules may register side by side.</summary>
public sealed class SharedServiceTests
{
    [Fact]
    public void Each_module_has_http_clients_of_its_own_on_one_factory()
    {
        var modules = TwoModules.Join(
            services => services.AddHttpClient<Billing>(http => http.BaseAddress = new Uri("https://billing.example")),
            services => services.AddHttpClient<Shipping>(http => http.BaseAddress = new Uri("https://shipping.example")));

        modules.Faults.ShouldBeEmpty();
        modules.Services.GetRequiredService<Billing>().Http.BaseAddress.ShouldBe(new Uri("https://billing.example"));
        modules.Services.GetRequiredService<Shipping>().Http.BaseAddress.ShouldBe(new Uri("https://shipping.example"));
        modules.Of(typeof(IHttpClientFactory)).ShouldHaveSingleItem();
        modules.Of(typeof(HttpClient)).ShouldHaveSingleItem();
        // The host's own clients find the framework's bookkeeping once, or refuse.
        Should.NotThrow(() => new ServiceCollection { modules.Registered }.AddHttpClient<HttpClientUser>());
    }

    [Fact]
    public void Options_and_logging_are_the_hosts_whoever_asks_for_them_again()
    {
        static void Register(IServiceCollection services) => services.AddOptions().AddLogging().AddRouting().AddAuthorization();

        var modules = TwoModules.Join(Register, Register);

        modules.Faults.ShouldBeEmpty();
        modules.Of(typeof(IOptions<>)).ShouldHaveSingleItem();
        modules.Of(typeof(ILoggerFactory)).ShouldHaveSingleItem();
        modules.Of(typeof(ILogger<>)).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_the_host_has_a_module_need_not_try_to_add()
    {
        var modules = TwoModules.Join(services => services.TryAddSingleton<TimeProvider>(new StoppedClock()), _ => { });

        modules.Faults.ShouldBeEmpty();
        modules.Services.GetRequiredService<TimeProvider>().ShouldBe(TimeProvider.System);
    }

    [Fact]
    public void A_librarys_service_that_two_modules_ask_for_is_there_once()
    {
        var modules = TwoModules.Join(services => services.AddMemoryCache(), services => services.AddMemoryCache());

        modules.Faults.ShouldBeEmpty();
        modules.Of(typeof(IMemoryCache)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Two_modules_may_register_one_type_under_keys_of_their_own_or_try_the_same()
    {
        var modules = TwoModules.Join(
            services =>
            {
                services.AddKeyedSingleton<HttpMessageHandler, HttpClientHandler>("first");
                services.TryAddKeyedSingleton<HttpMessageHandler, SocketsHttpHandler>("both");
            },
            services =>
            {
                services.AddKeyedSingleton<HttpMessageHandler, SocketsHttpHandler>("second");
                services.TryAddKeyedSingleton<HttpMessageHandler, SocketsHttpHandler>("both");
            });

        modules.Faults.ShouldBeEmpty();
        modules.Services.GetRequiredKeyedService<HttpMessageHandler>("first").ShouldBeOfType<HttpClientHandler>();
        modules.Services.GetRequiredKeyedService<HttpMessageHandler>("second").ShouldBeOfType<SocketsHttpHandler>();
        modules.Services.GetKeyedServices<HttpMessageHandler>("both").ShouldHaveSingleItem();
    }

    [Fact]
    public void An_open_generic_that_two_modules_try_to_add_is_there_once()
    {
        static void Register(IServiceCollection services) => services.TryAddTransient(typeof(IList<>), typeof(List<>));

        var modules = TwoModules.Join(Register, Register);

        modules.Faults.ShouldBeEmpty();
        modules.Of(typeof(IList<>)).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_module_decides_over_a_generic_of_its_own_types()
    {
        var mine = Options.Create(new Parcel());

        var modules = TwoModules.Join(services => services.AddSingleton(mine), _ => { });

        modules.Faults.ShouldBeEmpty();
        modules.Services.GetRequiredService<IOptions<Parcel>>().ShouldBe(mine);
    }

    [Fact]
    public void What_the_framework_reads_as_a_list_every_module_may_add_to()
    {
        var modules = TwoModules.Join(
            services => services.AddSingleton<IExceptionHandler, FirstHandler>().AddHostedService<Background>().AddLogging(logging => logging.AddDebug()),
            services => services.AddSingleton<IExceptionHandler, SecondHandler>().AddHostedService<OtherBackground>().AddLogging(logging => logging.AddDebug()));

        modules.Faults.ShouldBeEmpty();
        modules.Services.GetServices<IExceptionHandler>().Select(handler => handler.GetType()).ShouldBe([typeof(FirstHandler), typeof(SecondHandler)]);
        modules.Services.GetServices<IHostedService>().OfType<Background>().Count().ShouldBe(2);
        modules.Services.GetServices<ILoggerProvider>().OfType<DebugLoggerProvider>().ShouldHaveSingleItem();
    }

    [Fact]
    public void What_one_module_contributes_to_every_module_may_add_to()
    {
        var modules = TwoModules.Declare(
            module => module.Contributes<Parcel, SmallParcel>(),
            module => module.Services(services => services.AddScoped<Parcel, LargeParcel>()));

        modules.Faults.ShouldBeEmpty();
        modules.Of(typeof(Parcel)).Count().ShouldBe(2);
    }

    internal sealed class Billing(HttpClient http)
    {
        public HttpClient Http { get; } = http;
    }

    internal sealed class Shipping(HttpClient http)
    {
        public HttpClient Http { get; } = http;
    }

    internal sealed class HttpClientUser(HttpClient http)
    {
        public HttpClient Http { get; } = http;
    }

    internal class Parcel;

    internal sealed class SmallParcel : Parcel;

    internal sealed class LargeParcel : Parcel;

    private sealed class StoppedClock : TimeProvider;

    private class Background : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }

    private sealed class OtherBackground : Background;

    private abstract class Handler : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken) => new(false);
    }

    private sealed class FirstHandler : Handler;

    private sealed class SecondHandler : Handler;
}
