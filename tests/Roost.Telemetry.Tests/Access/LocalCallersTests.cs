using System.Net;
using Microsoft.AspNetCore.Http;
using Roost.Telemetry.Access;

namespace Roost.Telemetry.Tests.Access;

public sealed class LocalCallersTests
{
    [Theory]
    [InlineData(null, true, true)]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("127.8.9.10", true, true)]
    [InlineData("::1", true, true)]
    [InlineData("::ffff:127.0.0.1", true, true)]
    // A TCP balancer's or Docker's own address, for whomever it speaks.
    [InlineData("172.17.0.1", false, true)]
    [InlineData("::ffff:10.1.2.3", false, true)]
    [InlineData("192.168.1.1", false, true)]
    [InlineData("100.64.0.1", false, true)]
    [InlineData("fd00::1", false, true)]
    [InlineData("172.32.0.1", false, false)]
    [InlineData("203.0.113.9", false, false)]
    [InlineData("2001:db8::1", false, false)]
    public void Local_is_this_machine_and_private_its_networks_as_well(string? address, bool local, bool isPrivate)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        context.MaySee(EndpointAccess.Local).ShouldBe(local);
        context.MaySee(EndpointAccess.Private).ShouldBe(isPrivate);
        context.MaySee(EndpointAccess.Anyone).ShouldBeTrue();
        context.MaySee(EndpointAccess.None).ShouldBeFalse();
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public void Whom_a_proxy_passed_on_is_neither(string header)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers[header] = "for=127.0.0.1";

        context.MaySee(EndpointAccess.Local).ShouldBeFalse();
        context.MaySee(EndpointAccess.Private).ShouldBeFalse();
    }
}
