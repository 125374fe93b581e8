using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Secrets;
using Payments.Storage;

namespace Payments.Http.Console.Access;

/// <summary>
/// Keeps the keys of data protection in the database, each sealed, so that every front reads what another one wrote and a copy of the
/// database alone opens nothing.
/// </summary>
internal sealed class ProtectionKeyRepository(ProtectionKeys keys, IServiceProvider services) : IXmlRepository
{
    private const string Purpose = "protection-key";

    /// <summary>The framework makes the repository before the host has started; the installation's key is there from then on.</summary>
    private readonly Lazy<SecretBox> box = new(() => services.GetRequiredKeyedService<SecretBox>(SecretBox.OfInstallation));

    /// <inheritdoc />
    /// <remarks>The framework has no asynchronous way; it asks at the start, and then once a day.</remarks>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. keys.AllAsync().GetAwaiter().GetResult().Select(key => XElement.Parse(box.Value.Open(key.Value, Purpose, key.Key)))];

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) =>
        keys.PutAsync(friendlyName,
            box.Value.Seal(element.ToString(SaveOptions.DisableFormatting), Purpose, friendlyName)).GetAwaiter().GetResult();
}
