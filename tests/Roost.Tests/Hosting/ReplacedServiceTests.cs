using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Roost.Edge;
using Roost.Operations;
using Roost.Startup;

namespace Roost.Tests.Hosting;

/// <summary>What a module cannot register, because it would win over others in silence.</summary>
public sealed class ReplacedServiceTests
{
    [Fact]
    public void A_service_of_the_host_that_a_module_replaces_is_a_fault_with_a_remedy()
    {
        var modules = TwoModules.Join(_ => { }, services => services.AddSingleton<TimeProvider>(new StoppedClock()));

        modules.Faults.ShouldBe(
        [
            new Fault(
                "RST007",
                "Module 'second' registers System.TimeProvider, which the host has. It would silently replace it for everyone.",
                "module second",
                "Register a type of the module's own instead: derive an interface from it, or wrap it in a class of the module. What is meant for every module, the host registers before AddRoost; one of several that stand beside each other, the module declares with .Contributes<TService, TImplementation>()."),
        ]);
        modules.Services.GetRequiredService<TimeProvider>().ShouldBe(TimeProvider.System);
    }

    [Theory]
    [MemberData(nameof(Replacements))]
    public void However_a_module_replaces_what_the_host_has_it_is_found_out(string service, Action<IServiceCollection> register)
    {
        var modules = TwoModules.Join(register, _ => { }, host => host.AddKeyedSingleton<Parcel>("host"));

        var fault = modules.Faults.ShouldHaveSingleItem();
        fault.Code.ShouldBe("RST007");
        fault.What.ShouldStartWith($"Module 'first' registers {service}, which the host has.");
    }

    public static TheoryData<string, Action<IServiceCollection>> Replacements() => new()
    {
        { "System.Net.Http.IHttpClientFactory", services => services.AddSingleton<IHttpClientFactory, OwnFactory>() },
        { "System.TimeProvider", services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new StoppedClock())) },
        { "System.TimeProvider", services => services.RemoveAll<TimeProvider>() },
        { "Roost.Operations.IOperations", services => services.AddSingleton<IOperations, OwnOperations>() },
        { "Microsoft.Extensions.Logging.ILogger`1[TCategoryName]", services => services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)) },
        { "Microsoft.Extensions.Options.IOptions`1[Roost.Edge.EdgeOptions]", services => services.AddSingleton(Options.Create(new EdgeOptions())) },
        { $"{typeof(Parcel)} under the key 'host'", services => services.AddKeyedSingleton<Parcel, LargeParcel>("host") },
    };

    [Theory]
    [MemberData(nameof(Collisions))]
    public void Two_modules_that_register_one_service_differently_are_found_out(string service, Action<IServiceCollection> first, Action<IServiceCollection> second)
    {
        var modules = TwoModules.Join(first, second);

        var fault = modules.Faults.ShouldHaveSingleItem();
        fault.Code.ShouldBe("RST005");
        fault.What.ShouldBe($"Two modules register {service}: 'first' and 'second'. One would silently replace the other.");
    }

    public static TheoryData<string, Action<IServiceCollection>, Action<IServiceCollection>> Collisions() => new()
    {
        { typeof(Parcel).ToString(), services => services.TryAddSingleton<Parcel>(), services => services.TryAddSingleton<Parcel, LargeParcel>() },
        { typeof(Parcel).ToString(), services => services.AddSingleton<Parcel>(), services => services.AddScoped<Parcel>() },
        // Alike, and yet two: what is one module's state would become the other's.
        { "System.Net.CookieContainer", services => services.AddSingleton<CookieContainer>(), services => services.AddSingleton<CookieContainer>() },
        { "System.Net.CookieContainer", services => services.AddSingleton<CookieContainer>(), services => services.RemoveAll<CookieContainer>() },
        { $"{typeof(Parcel)} under the key 'both'", services => services.AddKeyedSingleton<Parcel>("both"), services => services.AddKeyedSingleton<Parcel, LargeParcel>("both") },
        { typeof(IShelf<>).ToString(), services => services.AddSingleton(typeof(IShelf<>), typeof(OakShelf<>)), services => services.AddSingleton(typeof(IShelf<>), typeof(PineShelf<>)) },
    };

    [Fact]
    public void Two_modules_whose_http_clients_have_one_name_are_told_so_in_the_report()
    {
        // The framework names a typed client by its class, and would give both the settings of both.
        var modules = TwoModules.Join(services => services.AddHttpClient<One.Provider>(), services => services.AddHttpClient<Two.Provider>());

        var fault = modules.Faults.ShouldHaveSingleItem();
        fault.Code.ShouldBe("RST008");
        fault.Where.ShouldBe("module second");
        fault.What.ShouldContain("already has a registered client with the name 'Provider'");
    }

    internal class Parcel;

    internal sealed class LargeParcel : Parcel;

    internal interface IShelf<T>;

    internal sealed class OakShelf<T> : IShelf<T>;

    internal sealed class PineShelf<T> : IShelf<T>;

    private static class One
    {
        internal sealed class Provider(HttpClient http)
        {
            public HttpClient Http { get; } = http;
        }
    }

    private static class Two
    {
        internal sealed class Provider(HttpClient http)
        {
            public HttpClient Http { get; } = http;
        }
    }

    private sealed class StoppedClock : TimeProvider;

    private sealed class OwnFactory : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new();
    }

    private sealed class OwnOperations : IOperations
    {
        public Task<T> RunAsync<T>(CallContext context, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
