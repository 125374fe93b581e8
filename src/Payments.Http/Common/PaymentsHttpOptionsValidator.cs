using Microsoft.Extensions.Options;
using Payments.Domain.Settings;

namespace Payments.Http.Common;

/// <summary>Stops the start on settings that would break every link that payers get.</summary>
internal sealed class PaymentsHttpOptionsValidator : IValidateOptions<PaymentsHttpOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentsHttpOptions options) =>
        options.RegistrationsPerHour < 1
            ? ValidateOptionsResult.Fail("Setting Registration:MostPerHour is not valid: expected a number from 1.")
        : !NetworkList.TryParse(options.TrustedProxies, out _)
            ? ValidateOptionsResult.Fail(
                $"Setting TrustedProxies is '{options.TrustedProxies}': expected networks such as 172.16.0.0/12, with commas between.")
        : options.PublicUrl.Length == 0 || IsRoot(options.PublicUrl) ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            "Setting PublicUrl is not valid: expected an http or https URL without path or query, such as https://pay.example.com.");

    private static bool IsRoot(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
