//! Documents made for tests: packages, compound files, and PDFs whose characters are their own codes.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use pdf_extract::content::{Content, Operation};
use pdf_extract::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, StringFormat,
    dictionary,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A package with these parts; parts without a name get one of their own.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, (name, content)) in parts.iter().enumerate() {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let name = if name.is_empty() {
            place.to_string()
        } else {
            (*name).to_owned()
        };
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A compound file with these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(format!("/{name}"))
            .unwrap()
            .write_all(content)
            .unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A paragraph of one run.
pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// The main part around a body.
pub fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    )
}

/// A `.docx` with this body.
pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A `.docx` with this body and more parts.
pub fn docx_with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let main = document(body);
    let mut parts = vec![
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", main.as_bytes()),
    ];
    parts.extend(more.iter().map(|(name, part)| (*name, part.as_bytes())));
    package(&parts)
}

/// A PDF with a page for each text, a line for each of its lines.
pub fn pdf(pages: &[&str]) -> Vec<u8> {
    let mut document = written(pages);
    saved(&mut document)
}

/// A PDF that wants this password.
pub fn locked_pdf(password: &str) -> Vec<u8> {
    let mut document = written(&["各党支部每季度至少安排1次党课。"]);
    let id = || Object::String(vec![7; 16], StringFormat::Literal);
    document.trailer.set("ID", vec![id(), id()]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    saved(&mut document)
}

/// A PDF of pages with a picture each, as a scanner makes them.
pub fn drawn_pdf(pages: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray",
    };
    let picture = document.add_object(Stream::new(picture, vec![0]));
    let resources = dictionary! { "XObject" => dictionary! { "P" => picture } };
    let draw = vec![Operation::new("Do", vec!["P".into()])];
    let contents = vec![draw; pages];
    assembled(&mut document, resources, contents);
    saved(&mut document)
}

fn saved(document: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn written(pages: &[&str]) -> Document {
    let mut document = Document::with_version("1.5");
    let font = font(&mut document, &pages.concat());
    let resources = dictionary! { "Font" => dictionary! { "F" => font } };
    let contents = pages.iter().map(|page| operations(page)).collect();
    assembled(&mut document, resources, contents);
    document
}

fn operations(page: &str) -> Vec<Operation> {
    let mut operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F".into(), 12.into()]),
        Operation::new("Td", vec![60.into(), 780.into()]),
    ];
    for line in page.lines() {
        let codes = line.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let codes = Object::String(codes, StringFormat::Hexadecimal);
        operations.push(Operation::new("Tj", vec![codes]));
        operations.push(Operation::new("Td", vec![0.into(), Object::Integer(-24)]));
    }
    operations.push(Operation::new("ET", vec![]));
    operations
}

/// A font that need not be there: each code is the character itself.
fn font(document: &mut Document, text: &str) -> Object {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    units.sort_unstable();
    units.dedup();
    let mut codes = String::new();
    for unit in &units {
        writeln!(codes, "<{unit:04X}> <{unit:04X}>").unwrap();
    }
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n1 begincodespacerange\n\
         <0000> <FFFF>\nendcodespacerange\n{} beginbfchar\n{codes}endbfchar\nendcmap end end",
        units.len()
    );
    let map = document.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
    let descendant = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "Any", "DW" => 1000,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
        },
        "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => "Any", "Flags" => 4 },
    });
    document
        .add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Any", "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()], "ToUnicode" => map,
        })
        .into()
}

fn assembled(document: &mut Document, resources: Dictionary, contents: Vec<Vec<Operation>>) {
    let tree = document.new_object_id();
    let resources = document.add_object(resources);
    let mut kids: Vec<Object> = Vec::new();
    for operations in contents {
        let content = Content { operations }.encode().unwrap();
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        kids.push(page.into());
    }
    let count = i64::try_from(kids.len()).unwrap();
    let tree_object = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, Object::Dictionary(tree_object));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
}
