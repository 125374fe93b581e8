using Payments.Host.Configuration;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Startup;

/// <summary>A setting that cannot work is told at the start, in one line, not by the first payer's order.</summary>
public sealed class BadSettingTests
{
    [Theory]
    [InlineData("Orders:Expiry", "soon", "*'soon'*Orders:Expiry*")]
    [InlineData("Orders:Expiry", "-00:05:00", "Setting Orders:Expiry must be longer than nothing.")]
    [InlineData("Orders:Grace", "-00:00:01", "Setting Orders:Grace must not be negative.")]
    [InlineData("Derivation:GapLimit", "0", "Setting Derivation:GapLimit must be at least 1.")]
    [InlineData("Derivation:LateWatch", "-00:00:01", "Setting Derivation:LateWatch must not be negative.")]
    [InlineData("Orders:MaxNudgeSteps", "-1", "Setting Orders:MaxNudgeSteps must not be negative.")]
    [InlineData("Callbacks:Timeout", "0", "Setting Callbacks:Timeout must be longer than nothing.")]
    [InlineData("Callbacks:Concurrency", "0", "Setting Callbacks:Concurrency must be at least 1.")]
    [InlineData("Callbacks:StopPatience", "-00:00:03", "Setting Callbacks:StopPatience must not be negative.")]
    [InlineData("PublicUrl", "pay.example", "Setting PublicUrl is not valid: expected an http or https URL *")]
    [InlineData("PublicUrl", "https://pay.example/?a=1", "Setting PublicUrl is not valid: expected an http or https URL without query*")]
    [InlineData("Urls", "nonsense", "Setting Urls is not valid: expected a URL such as http://127.0.0.1:8080*")]
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
    public async Task An_address_in_use_is_told_in_one_line()
    {
        await using var first = await GatewayHost.StartAsync();
        var second = () => GatewayHost.StartAsync(new Dictionary<string, string?> { ["Urls"] = first.Url.ToString(), ["Logging:LogLevel:Default"] = "None" });
        StartFaults.InWords((await second.Should().ThrowAsync<Exception>()).Which).Should().Match("*127.0.0.1:*address already in use*");
    }
}
