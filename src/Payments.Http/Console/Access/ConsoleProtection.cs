using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>Adds data protection with its keys in our database, and the tokens of forms that rest on it.</summary>
internal static class ConsoleProtection
{
    private const string Application = "payments";
    private const string Cookie = "payments-form";

    public static IServiceCollection AddConsoleProtection(this IServiceCollection services)
    {
        services.AddSingleton<ProtectionKeyRepository>();
        // Without a name of its own each folder that the program is started from would have keys of its own.
        services.AddDataProtection().SetApplicationName(Application);
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeyRepository>((options, repository) =>
        {
            options.XmlRepository = repository;
            // The repository seals the whole element.
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<PaymentsHttpOptions>>((options, http) =>
        {
            var isSecure = ConsoleCookies.IsSecure(http.Value);
            options.Cookie.Name = ConsoleCookies.Name(Cookie, isSecure);
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = ConsoleForms.TokenField;
            // HtmlPage says it, in the policy on content.
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }
}
