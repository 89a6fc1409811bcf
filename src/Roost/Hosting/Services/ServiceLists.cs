using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Configuration;
using Roost.Contracts;
using Roost.Faults;
using Roost.Health;
using Roost.Hosting.Commands;
using Roost.Model;
using Roost.Modules;
using Roost.Startup;

namespace Roost.Hosting.Services;

/// <summary>
/// The services that are asked for all together, to which anybody may add: what the modules contribute to, the framework's and
/// Roost's lists, and the bookkeeping of libraries, which nobody outside of them could name.
/// </summary>
internal sealed class ServiceLists(IEnumerable<ModuleModel> modules)
{
    private static readonly HashSet<Type> Known =
    [
        typeof(IConfigureOptions<>), typeof(IPostConfigureOptions<>), typeof(IValidateOptions<>), typeof(IOptionsChangeTokenSource<>),
        typeof(IHostedService), typeof(IStartupFilter), typeof(ILoggerProvider), typeof(IHttpMessageHandlerBuilderFilter),
        typeof(IExceptionHandler), typeof(IAuthorizationHandler), typeof(MatcherPolicy),
        typeof(IStartupCheck), typeof(IWarmUp), typeof(IDependencyCheck), typeof(IFaultClassifier), typeof(IHostCommand), typeof(IContractGuard<>), typeof(OptionsFact),
    ];

    private readonly HashSet<Type> _contributed = [.. modules.SelectMany(module => module.Facts<Contribution>()).Select(contribution => contribution.Service)];

    public bool Has(ServiceIdentity service, ModuleModel module) =>
        Known.Contains(service.Open?.Type ?? service.Type)
        || _contributed.Contains(service.Type)
        || (!service.Type.IsVisible && service.Type.Assembly != module.ModuleType.Assembly);
}
