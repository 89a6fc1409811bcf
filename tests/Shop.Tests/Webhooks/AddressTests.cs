using System.Net;
using Microsoft.Extensions.Options;
using Shop.Webhooks;
using Shop.Webhooks.Addresses;

namespace Shop.Tests.Webhooks;

/// <summary>Which addresses messages may go to.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255"), InlineData("11.0.0.0")]
    [InlineData("100.63.255.255"), InlineData("100.128.0.0")]
    [InlineData("126.255.255.255"), InlineData("128.0.0.1")]
    [InlineData("169.253.255.255"), InlineData("169.255.0.0")]
    [InlineData("172.15.255.255"), InlineData("172.32.0.0")]
    [InlineData("192.0.1.0"), InlineData("192.167.255.255"), InlineData("192.169.0.0")]
    [InlineData("198.17.255.255"), InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:200::1"), InlineData("2606:4700:4700::1111"), InlineData("2a00:1450:4001:80b::200e"), InlineData("3ffe:ffff::1")]
    public void Public_ones_are_allowed_by_https_only(string address)
    {
        Policy().Allows(IPAddress.Parse(address), encrypted: true).ShouldBeTrue();
        Policy().Allows(IPAddress.Parse(address), encrypted: false).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.255.255.255")]
    [InlineData("10.0.0.0"), InlineData("10.255.255.255")]
    [InlineData("100.64.0.0"), InlineData("100.127.255.255"), InlineData("100.100.100.200")]
    [InlineData("127.0.0.1"), InlineData("127.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.0.0"), InlineData("169.254.169.254"), InlineData("169.254.170.2"), InlineData("169.254.255.255")]
    [InlineData("172.16.0.0"), InlineData("172.31.255.255")]
    [InlineData("192.0.0.192"), InlineData("192.0.2.1"), InlineData("192.88.99.1")]
    [InlineData("192.168.0.0"), InlineData("192.168.255.255")]
    [InlineData("198.18.0.0"), InlineData("198.19.255.255"), InlineData("198.51.100.1"), InlineData("203.0.113.1")]
    [InlineData("224.0.0.1"), InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1")]
    [InlineData("::127.0.0.1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1"), InlineData("::ffff:1.1.1.1"), InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::127.0.0.1"), InlineData("64:ff9b::1.1.1.1"), InlineData("64:ff9b:1::10.0.0.1")]
    [InlineData("100::1"), InlineData("100:0:0:1::1")]
    [InlineData("2001::1"), InlineData("2001:2::1"), InlineData("2001:10::1"), InlineData("2001:20::1"), InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::"), InlineData("2002:a00:1::1"), InlineData("2002:101:101::1")]
    [InlineData("3fff::1"), InlineData("3fff:fff::1"), InlineData("4000::1"), InlineData("5f00::1")]
    [InlineData("fc00::1"), InlineData("fd00:ec2::254"), InlineData("fdff::1")]
    [InlineData("fe80::1"), InlineData("fe80::1%1"), InlineData("febf::1"), InlineData("fec0::1")]
    [InlineData("ff02::1"), InlineData("ff0e::1")]
    public void Others_are_refused(string address)
    {
        Policy().Allows(IPAddress.Parse(address), encrypted: true).ShouldBeFalse();
        Policy().Allows(IPAddress.Parse(address), encrypted: false).ShouldBeFalse();
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.1.3.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("fd12::7", true)]
    [InlineData("fd13::7", false)]
    public void A_network_that_is_allowed_is_open_by_http_too_and_opens_no_other(string address, bool allowed)
    {
        var policy = Policy("10.1.2.0/24", "fd12::/16");

        policy.Allows(IPAddress.Parse(address), encrypted: false).ShouldBe(allowed);
        policy.Allows(IPAddress.Parse(address), encrypted: true).ShouldBe(allowed);
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("http://1.1.1.1/")]
    [InlineData("https://127.0.0.1/"), InlineData("https://127.1/"), InlineData("https://127.0.1/"), InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/"), InlineData("https://0x7f.0.0.1/"), InlineData("https://0x7f.1/"), InlineData("https://0X7F.0x0.0x0.0x1/")]
    [InlineData("https://0177.0.0.1/"), InlineData("https://017700000001/"), InlineData("https://0177.1/"), InlineData("https://00000177.0.0.1/")]
    [InlineData("https://0/"), InlineData("https://0.0.0.0/"), InlineData("https://10.0.0.1:8443/"), InlineData("https://167772161/")]
    [InlineData("https://169.254.169.254/latest/meta-data/"), InlineData("https://2852039166/"), InlineData("https://0xa9fea9fe/"), InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://[::1]/"), InlineData("https://[0:0:0:0:0:0:0:1]/"), InlineData("https://[::]/"), InlineData("https://[::ffff:127.0.0.1]/"), InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[::127.0.0.1]/"), InlineData("https://[64:ff9b::7f00:1]/"), InlineData("https://[2002:7f00:1::]/"), InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[fe80::1]/"), InlineData("https://[fe80::1%25eth0]/"), InlineData("https://[ff02::1]/")]
    [InlineData("https://127\u30020\u30020\u30021/")]
    public void An_address_that_is_written_out_is_looked_at_at_once_in_whatever_form(string url) => Policy().MayLeadSomewhere(new(url)).ShouldBeFalse();

    [Theory]
    [InlineData("https://hooks.example.com/")]
    [InlineData("https://1.1.1.1/")]
    [InlineData("https://[2606:4700:4700::1111]:8443/")]
    public void Others_may_lead_somewhere(string url) => Policy().MayLeadSomewhere(new(url)).ShouldBeTrue();

    private static AddressPolicy Policy(params string[] allowed)
    {
        var options = new WebhooksOptions();
        foreach (var network in allowed)
        {
            options.AllowedNetworks.Add(network);
        }

        return new(Options.Create(options));
    }
}
