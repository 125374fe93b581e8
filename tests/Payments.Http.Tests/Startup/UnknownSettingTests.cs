using Payments.Domain.Settings;
using Payments.Host.Configuration;

namespace Payments.Http.Tests.Startup;

/// <summary>A setting that nothing reads is refused: ignored, it would be found by the money.</summary>
public sealed class UnknownSettingTests
{
    [Theory]
    [InlineData("Chains:Bsc:Confirmation", "Chains:Bsc:Confirmations")]
    [InlineData("Chains:Tron:Rpcs", "Chains:Tron:Rpc")]
    [InlineData("Chains:Bsc:Token:USDT:Contract", "Chains:Bsc:Tokens:USDT:Contract")]
    [InlineData("Chains:Bsc:Tokens:USDT:Decimal", "Chains:Bsc:Tokens:USDT:Decimals")]
    [InlineData("Chains:Bsc:Rpc:0", "Chains:Bsc:Rpc")]
    [InlineData("Orders:Expire", "Orders:Expiry")]
    [InlineData("Orders_Expiry", "Orders:Expiry")]
    [InlineData("Callback:AllowLoopback", "Callbacks:AllowLoopback")]
    [InlineData("AllowLoopback", "Callbacks:AllowLoopback")]
    [InlineData("Rates:Configure:USDT-CNY", "Rates:Configured:USDT-CNY")]
    [InlineData("Databse", "Database")]
    [InlineData("Port", "Mail:Port")]
    [InlineData("Harbour", null)]
    [InlineData("Orders", null)]
    public void What_nothing_reads_is_refused_with_the_nearest_name(string name, string? meant) =>
        FluentActions.Invoking(() => SettingSources.Read([$"--{name}=1"])).Should().Throw<SettingException>()
            .Which.Message.Should().Be(meant is null ? $"Setting {name} is not known; docs/settings.md lists those that are." : $"Setting {name} is not known: did you mean {meant}?");

    [Theory]
    [InlineData("orders:expiry", "00:10:00")]
    [InlineData("Logging:LogLevel:Payments.Grains", "Debug")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "100")]
    [InlineData("AllowedHosts", "pay.example")]
    [InlineData("Rates:Configured:USDT_CNY", "7.2")]
    [InlineData("Rates:Bounds:USDC.E-CNY:Min", "5")]
    [InlineData("Chains:Polygon:Tokens:USDC_E:PayableDecimals", "3")]
    [InlineData("Chains:Polygon:Tokens:USDC_E:NudgeDecimals", "5")]
    public void What_is_read_is_known_in_any_case(string name, string value) => SettingSources.Read([$"--{name}={value}"])[name].Should().Be(value);

    [Theory]
    [InlineData("Orders:Expiry", "2", "a time such as 00:00:30, or 1.00:00:00 with days in front")]
    [InlineData("Rates:JumpMemory", "24:00:00", "a time such as 00:00:30, or 1.00:00:00 with days in front")]
    [InlineData("Callbacks:AllowLoopback", "yes", "true or false")]
    [InlineData("Derivation:GapLimit", "many", "a whole number")]
    [InlineData("Derivation:GapLimit", "4294967297", "a whole number")]
    [InlineData("Rates:Configured:USDT-CNY", "7,2", "a number such as 7.2")]
    public void A_value_of_another_form_is_refused_with_the_form(string name, string value, string form) =>
        FluentActions.Invoking(() => SettingSources.Read([$"--{name}={value}"])).Should().Throw<SettingException>().WithMessage($"Setting {name} is '{value}': expected {form}.");
}
