using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class ClusterFaultTests
{
    [Fact]
    public async Task A_chosen_port_in_use_is_named_with_who_holds_it()
    {
        using var place = new ClusterPlace();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var fault = await place.FailAsync(place.Options with { Port = port });

        fault.Fault.ShouldBe(ClusterFault.PortInUse);
        fault.Message.ShouldStartWith($"Port {port} is in use by ");
        fault.Message.ShouldContain($"(process {Environment.ProcessId})");
        fault.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_remembered_port_that_somebody_took_is_replaced()
    {
        using var place = new ClusterPlace();
        int port;
        await using (var first = await place.StartAsync())
        {
            port = first.Port;
        }

        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        await using var second = await place.StartAsync();

        second.Port.ShouldNotBe(port);
    }

    [Fact]
    public async Task A_data_folder_of_another_major_version_is_refused_untouched()
    {
        using var place = new ClusterPlace();
        await using (await place.StartAsync())
        {
        }

        var file = Path.Combine(place.Data, "PG_VERSION");
        await File.WriteAllTextAsync(file, "11\n");
        var fault = await place.FailAsync(place.Options);

        fault.Fault.ShouldBe(ClusterFault.DataFolderVersion);
        fault.Message.ShouldContain("made by PostgreSQL 11");
        (await File.ReadAllTextAsync(file)).ShouldBe("11\n");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_the_server_may_not_enter_is_named()
    {
        using var place = new ClusterPlace();
        var parent = Path.GetDirectoryName(place.Options.Directory)!;
        // Root writes anywhere, but its server is another user; anyone else may not write here.
        Directory.CreateDirectory(parent, Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var fault = await place.FailAsync(place.Options);

        fault.Fault.ShouldBe(ClusterFault.PermissionDenied);
        fault.Message.ShouldContain(place.Options.Directory);
        fault.Message.ShouldNotContain("\n");
    }
}
