//! Tells serde how each of its kinds of value is written.

use super::{Items, NoForm, Writer};
use serde::ser::{self, Serialize};

type Done = Result<(), NoForm>;

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = NoForm;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Items<'a>;
    type SerializeStruct = Items<'a>;
    type SerializeStructVariant = Items<'a>;

    fn serialize_bool(self, on: bool) -> Done {
        self.out.push_str(if on { "true" } else { "false" });
        Ok(())
    }
    fn serialize_i8(self, number: i8) -> Done {
        self.serialize_i64(number.into())
    }
    fn serialize_i16(self, number: i16) -> Done {
        self.serialize_i64(number.into())
    }
    fn serialize_i32(self, number: i32) -> Done {
        self.serialize_i64(number.into())
    }
    fn serialize_i64(self, number: i64) -> Done {
        self.signed(number);
        Ok(())
    }
    fn serialize_u8(self, number: u8) -> Done {
        self.serialize_u64(number.into())
    }
    fn serialize_u16(self, number: u16) -> Done {
        self.serialize_u64(number.into())
    }
    fn serialize_u32(self, number: u32) -> Done {
        self.serialize_u64(number.into())
    }
    fn serialize_u64(self, number: u64) -> Done {
        self.unsigned(number);
        Ok(())
    }
    fn serialize_f32(self, _: f32) -> Done {
        Err(NoForm)
    }
    fn serialize_f64(self, _: f64) -> Done {
        Err(NoForm)
    }
    fn serialize_char(self, one: char) -> Done {
        self.text(one.encode_utf8(&mut [0; 4]));
        Ok(())
    }
    fn serialize_str(self, text: &str) -> Done {
        self.text(text);
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Done {
        Err(NoForm)
    }
    fn serialize_none(self) -> Done {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Done {
        self.out.push_str("null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.close('}', false);
        Ok(())
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, NoForm> {
        Ok(self.list())
    }
    fn serialize_tuple(self, _: usize) -> Result<Items<'a>, NoForm> {
        Ok(self.list())
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>, NoForm> {
        Ok(self.list())
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>, NoForm> {
        self.variant(variant);
        Ok(Items {
            close: "]}",
            ..self.list()
        })
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Items<'a>, NoForm> {
        Ok(self.map())
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'a>, NoForm> {
        Ok(self.map())
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>, NoForm> {
        self.variant(variant);
        Ok(Items {
            close: "}}",
            ..self.map()
        })
    }
}

impl Items<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.writer.item(&mut self.first);
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.writer.key(key, &mut self.first);
        value.serialize(&mut *self.writer)
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = NoForm;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.element(value)
    }
    fn end(self) -> Done {
        self.done()
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = NoForm;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.element(value)
    }
    fn end(self) -> Done {
        self.done()
    }
}

impl ser::SerializeTupleStruct for Items<'_> {
    type Ok = ();
    type Error = NoForm;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.element(value)
    }
    fn end(self) -> Done {
        self.done()
    }
}

impl ser::SerializeTupleVariant for Items<'_> {
    type Ok = ();
    type Error = NoForm;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.element(value)
    }
    fn end(self) -> Done {
        self.done()
    }
}

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = NoForm;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.writer.item(&mut self.first);
        let start = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        match self.writer.out.as_bytes().get(start) {
            Some(b'"') => Ok(()),
            _ => Err(NoForm),
        }
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.writer.colon();
        value.serialize(&mut *self.writer)
    }
    fn end(self) -> Done {
        self.done()
    }
}

impl ser::SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = NoForm;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.field(key, value)
    }
    fn end(self) -> Done {
        self.done()
    }
}

impl ser::SerializeStructVariant for Items<'_> {
    type Ok = ();
    type Error = NoForm;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.field(key, value)
    }
    fn end(self) -> Done {
        self.done()
    }
}
