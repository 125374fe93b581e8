using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Host.Configuration;
using Payments.Http.Common;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Startup;

/// <summary>A setting that cannot work is told at the start, in one line, not by the first payer's order.</summary>
public sealed class BadSettingTests
{
    [Theory]
    [InlineData("Orders:Expiry", "soon", "Setting Orders:Expiry is 'soon': expected a time such as *")]
    [InlineData("Orders:Expiry", "-00:05:00", "Setting Orders:Expiry is '-00:05:00': expected a time such as *")]
    [InlineData("Orders:Expiry", "00:00:00", "Setting Orders:Expiry is 00:00:00: expected 00:00:00.0010000 to 30.00:00:00.")]
    [InlineData("Orders:Grace", "31.00:00:00", "Setting Orders:Grace is 31.00:00:00: expected 00:00:00 to 30.00:00:00.")]
    [InlineData("Orders:UnpaidLimit", "0", "Setting Orders:UnpaidLimit is 0: expected 1 to 100000000.")]
    [InlineData("Derivation:GapLimit", "0", "Setting Derivation:GapLimit is 0: expected 1 to *")]
    [InlineData("Derivation:LateWatch", "366.00:00:00", "Setting Derivation:LateWatch is 366.00:00:00: expected 00:00:00 to 365.00:00:00.")]
    [InlineData("Callbacks:AllowedNetworks", "10.0.0.0/8,lan",
        "Setting Callbacks:AllowedNetworks is '10.0.0.0/8,lan': expected networks such as *")]
    [InlineData("Callbacks:Timeout", "00:00:00", "Setting Callbacks:Timeout is 00:00:00: expected *")]
    [InlineData("Callbacks:Concurrency", "0", "Setting Callbacks:Concurrency is 0: expected 1 to *")]
    [InlineData("Callbacks:StopPatience", "00:06:00", "Setting Callbacks:StopPatience is 00:06:00: expected 00:00:00 to 00:05:00.")]
    [InlineData("Chains:Bsc:PollInterval", "2", "Setting Chains:bsc:PollInterval is not valid: expected a time such as *")]
    [InlineData("Chains:Bsc:Confirmations", "4294967297", "Setting Chains:bsc:Confirmations is not valid: expected a whole number from 0 to 1000000.")]
    [InlineData("Chains:Bsc:Confirmation", "30", "Setting Chains:Bsc:Confirmation is not known: did you mean Chains:Bsc:Confirmations?")]
    [InlineData("AdminKey", "1", "Setting AdminKey is too short: expected at least 16 characters, or none to have a key made.")]
    [InlineData("LogFormat", "xml", "Setting LogFormat is 'xml': expected json or text.")]
    [InlineData("Orders:CoinChangesPerNetwork", "0", "Setting Orders:CoinChangesPerNetwork is 0: expected 1 to 1000000.")]
    [InlineData("ConnectionLimit", "0", "Setting ConnectionLimit is 0: expected 16 to 1000000.")]
    [InlineData("ConnectionLimit", "15", "Setting ConnectionLimit is 15: expected 16 to 1000000.")]
    [InlineData("Chains:Bsc:Explorer", "https://bscscan.com/", "Setting Chains:bsc:Explorer is not valid: expected an http or https URL *")]
    [InlineData("LogFilesKept", "0", "Setting LogFilesKept is 0: expected 1 to 1000.")]
    [InlineData("LogFileMegabytes", "0", "Setting LogFileMegabytes is 0: expected 1 to 10000.")]
    [InlineData("LogFile", "/dev/null/log", "Setting LogFile is not valid: /dev/null/log cannot be written: *")]
    [InlineData("Role", "front", "Setting Role is 'front': expected all, silo or http.")]
    [InlineData("PublicUrl", "https://example.com/pay", "Setting PublicUrl is not valid: expected an http or https URL without path or query*")]
    [InlineData("Urls", "http://0.0.0.0:0", "Setting PublicUrl is empty, and payers cannot be sent to http://0.0.0.0:0: set PublicUrl *")]
    [InlineData("Urls", "http://*:0", "Setting PublicUrl is empty, and payers cannot be sent to http://*:0: set PublicUrl *")]
    [InlineData("Urls", "https://127.0.0.1:0", "Setting Urls is not valid: the gateway listens for plain HTTP*")]
    [InlineData("Urls", "http://127.0.0.1:0/pay", "Setting Urls is not valid: expected a URL without path *")]
    [InlineData("Urls", "http://192.0.2.1:0", "The gateway cannot listen where Urls says: *")]
    [InlineData("PublicUrl", "pay.example", "Setting PublicUrl is not valid: expected an http or https URL *")]
    [InlineData("PublicUrl", "https://pay.example/?a=1", "Setting PublicUrl is not valid: expected an http or https URL without path or query*")]
    [InlineData("Urls", "nonsense", "Setting Urls is not valid: expected a URL without path such as http://127.0.0.1:8080*")]
    [InlineData("Data", "/dev/null/data", "Setting Data is not valid: the folder /dev/null/data cannot be made: *")]
    [InlineData("MasterKey", "short", "*MasterKey*base64 of 32 bytes*")]
    [InlineData("Database", "garbage;Password=secret", "Setting Database is not valid: expected an Npgsql connection string *")]
    [InlineData("Database", "Host=127.0.0.1;Port=9;Username=x;Password=secret", "The database cannot be used: *127.0.0.1:9*refused*")]
    [InlineData("Chains:Bcs:Rpc", "http://127.0.0.1:9", "Setting Chains:Bcs names no chain that this version reads*")]
    [InlineData("Rates:Sources", "oxk", "*names the source 'oxk'*")]
    public async Task A_setting_that_cannot_work_stops_the_start_and_is_named_in_one_line(string setting, string value, string told)
    {
        var start = () => GatewayHost.StartAsync(new Dictionary<string, string?> { [setting] = value, ["Logging:LogLevel:Default"] = "None" });
        var fault = (await start.Should().ThrowAsync<Exception>()).Which;
        var words = StartFaults.InWords(fault);
        words.Should().Match(told).And.NotContain("secret").And.NotContain("\n", fault.ToString());
    }

    [Fact]
    public async Task A_gateway_that_listens_everywhere_starts_with_the_address_that_payers_are_sent_to()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Urls"] = "http://0.0.0.0:0",
            ["PublicUrl"] = "https://pay.example.com/",
        });
        gateway.Services.GetRequiredService<PublicAddress>().Root.Should().Be("https://pay.example.com");
    }

    [Fact]
    public async Task What_is_not_foreseen_keeps_its_trace()
    {
        var start = () => GatewayHost.StartAsync(services: services => services.AddSingleton<IHostedService>(_ => throw new InvalidOperationException("a bug")));
        StartFaults.InWords((await start.Should().ThrowAsync<InvalidOperationException>()).Which).Should().BeNull();
    }

    [Fact]
    public async Task An_address_in_use_is_told_in_one_line()
    {
        await using var first = await GatewayHost.StartAsync();
        var second = () => GatewayHost.StartAsync(new Dictionary<string, string?> { ["Urls"] = first.Url.ToString(), ["Logging:LogLevel:Default"] = "None" });
        StartFaults.InWords((await second.Should().ThrowAsync<Exception>()).Which).Should().Match("*127.0.0.1:*address already in use*");
    }
}
