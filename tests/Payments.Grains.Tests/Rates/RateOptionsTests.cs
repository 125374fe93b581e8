using Microsoft.Extensions.Options;

namespace Payments.Grains.Tests.Rates;

public sealed class RateOptionsTests : RateHost
{
    [Theory]
    [InlineData("Rates:Sources", "okx,oxk", "oxk")]
    [InlineData("Rates:Urls:nosuch", "https://example.com", "nosuch")]
    [InlineData("Rates:Urls:okx", "ftp://example.com", "Rates:Urls:okx")]
    [InlineData("Rates:MaxAge", "00:00:30", "MaxAge")]
    [InlineData("Rates:RefreshEvery", "00:00:00", "RefreshEvery")]
    [InlineData("Rates:SourceTimeout", "-00:00:01", "SourceTimeout")]
    [InlineData("Rates:MaxAnswerBytes", "0", "MaxAnswerBytes")]
    [InlineData("Rates:MaxJumpPercent", "0", "MaxJumpPercent")]
    [InlineData("Rates:Configured:USDT-CNY", "-7.2", "Rates:Configured:USDT-CNY")]
    [InlineData("Rates:Configured:USDTCNY", "7.2", "Rates:Configured:USDTCNY names no pair")]
    [InlineData("Rates:JumpMemory", "8.00:00:00", "Rates:JumpMemory")]
    [InlineData("Rates:Bounds:USDT-CNY:Min", "13", "Rates:Bounds:USDT-CNY")]
    public async Task Settings_that_cannot_work_stop_the_start_and_are_named(string setting, string value, string named)
    {
        var settings = new Dictionary<string, string?> { [setting] = value };
        if (setting.Contains("Bounds", StringComparison.Ordinal)) settings["Rates:Bounds:USDT-CNY:Max"] = "12";
        var start = () => StartAsync(settings);
        (await start.Should().ThrowAsync<OptionsValidationException>()).WithMessage($"*{named}*");
    }
}
