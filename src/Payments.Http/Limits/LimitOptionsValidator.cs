using Microsoft.Extensions.Options;
using Payments.Domain.Settings;

namespace Payments.Http.Limits;

/// <summary>Stops the start on limits that cannot be.</summary>
internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        (string Setting, int Value)[] numbers =
        [
            (nameof(options.ApiPerSecond), options.ApiPerSecond), (nameof(options.WebhooksPerSecond), options.WebhooksPerSecond),
            (nameof(options.NetworkPerHour), options.NetworkPerHour), (nameof(options.ShopPerSecond), options.ShopPerSecond),
            (nameof(options.ShopNetworkPerSecond), options.ShopNetworkPerSecond),
            (nameof(options.RechargesPerHour), options.RechargesPerHour),
            (nameof(options.LooksPerMinute), options.LooksPerMinute),
            (nameof(options.LinkOrdersPerHour), options.LinkOrdersPerHour),
            (nameof(options.WrongAdminKeysPerHour), options.WrongAdminKeysPerHour),
            (nameof(options.SignInsPerHour), options.SignInsPerHour),
            (nameof(options.LettersPerHour), options.LettersPerHour),
        ];
        var wrong = numbers.Where(number => number.Value is < 0 or > LimitOptions.Most)
            .Select(number => $"Setting Limits:{number.Setting} is {number.Value}: expected 0 to {LimitOptions.Most}.").ToList();
        if (!NetworkList.TryParse(options.Free, out _))
            wrong.Add($"Setting Limits:Free is '{options.Free}': expected networks such as 10.1.0.0/16, with commas between.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
